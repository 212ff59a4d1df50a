# Sourced by mvnw: points JAVA_HOME to a JDK that can build Countersign (POSIX sh).
# JAVA_HOME wins if it is new enough, then the java on PATH, then the newest in the usual places.
jdk_needed=21

# prints the major version of the JDK in folder $1, or 0 where there is none (a JRE has no javac)
jdk_version() {
  jdk_found=
  if [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ]; then
    [ ! -r "$1/release" ] || jdk_found=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release")
    [ -n "$jdk_found" ] || jdk_found=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  jdk_found=${jdk_found#1.}
  jdk_found=${jdk_found%%[!0-9]*}
  echo "${jdk_found:-0}"
}

jdk_home=${JAVA_HOME-}
jdk_major=$(jdk_version "$jdk_home")

if [ "$jdk_major" -lt "$jdk_needed" ] && command -v java >/dev/null 2>&1; then
  jdk_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || :
  jdk_major=$(jdk_version "$jdk_home")
fi

if [ "$jdk_major" -lt "$jdk_needed" ]; then
  set +f
  for jdk_candidate in \
    "${JDK_ROOT-}"/usr/lib/jvm/* \
    "${JDK_ROOT-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${JDK_ROOT-}"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${JDK_ROOT-}"/opt/homebrew/opt/openjdk* \
    "${JDK_ROOT-}"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${JDK_ROOT-}"/opt/java* "${JDK_ROOT-}"/opt/java/* "${JDK_ROOT-}"/opt/jdk* \
    "${JDK_ROOT-}"/usr/java/* \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* \
    "${HOME-}"/.jdks/*; do
    jdk_candidate_major=$(jdk_version "$jdk_candidate")
    if [ "$jdk_candidate_major" -gt "$jdk_major" ]; then
      jdk_home=$jdk_candidate jdk_major=$jdk_candidate_major
    fi
  done
  set -f
fi

if [ "$jdk_major" -lt "$jdk_needed" ]; then
  echo "countersign: no JDK $jdk_needed or newer found: install one (Temurin 25 from https://adoptium.net, or: sdk install java, brew install openjdk, apt install openjdk-21-jdk), or set JAVA_HOME to it" >&2
  exit 1
fi

export JAVA_HOME="$jdk_home"
# Maven's own libraries use sun.misc.Unsafe; the option that quietens its warning is unknown to older JDKs
if [ "$jdk_major" -ge 24 ]; then
  export MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow"
fi
