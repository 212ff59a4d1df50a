#!/usr/bin/env python3
"""Checks an export of the audit with nothing but Python 3: verify_export.py FILE [n:hash]. See audit.md for the recipe.

It is an example for whoever wants a verifier of their own in another language; `java -jar ... verify-export` says more
exactly what is wrong. RFC 8785 is one line here, since the ledger's JSON has no fractions and only ASCII names.
"""
import hashlib
import json
import sys


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01", root(leaves[:left]), root(leaves[left:]))


def without(line, *names):
    return {name: value for name, value in line.items() if name not in names}


def check(lines, head):
    wrong, waiting, ends, seal, seen, counts, end = [], {}, {}, None, None, [0, 0], None
    whole = "since" not in lines[0]
    for line in lines[1:]:
        if line["type"] == "event":
            counts[0] += 1
            if line["recipe"] == 2 and sha256(canonical(without(line, "type", "id", "hash", "words"))).hex() != line["hash"]:
                wrong.append(f"event {line['id']} was changed")
            action = line.get("action_id")
            before = ends.get(action)
            if action and (before or whole) and (line["seq"], line.get("prev")) != ((before[0] + 1, before[1]) if before else (1, None)):
                wrong.append(f"event {line['id']} does not follow the one before it in {action}")
            if action:
                ends[action] = (line["seq"], line["hash"])
            words = line.get("words")
            if words and sha256(bytes.fromhex(words["salt"]), canonical(words["text"])).hex() != line["data"].get("words_digest"):
                wrong.append(f"the words beside event {line['id']} were changed")
            waiting[line["id"]] = line["hash"]
        elif line["type"] == "seal":
            counts[1] += 1
            if [i for i in line["events"] if i not in waiting]:
                wrong.append(f"seal {line['n']} covers events that are missing")
            else:
                leaves = [sha256(b"\x00", i.to_bytes(8, "big"), bytes.fromhex(waiting[i])) for i in line["events"]]
                if root(leaves).hex() != line["root"] or len(leaves) != line["count"]:
                    wrong.append(f"seal {line['n']} does not fit its events")
            if sha256(canonical(without(line, "type", "hash", "events"))).hex() != line["hash"]:
                wrong.append(f"seal {line['n']} was changed")
            if (seal or whole) and (line["n"], line.get("prev")) != ((seal["n"] + 1, seal["hash"]) if seal else (1, None)):
                wrong.append(f"seal {line['n']} does not follow the one before it")
            seal, waiting = line, {}
            if f"{line['n']}:{line['hash']}" == head:
                seen = head
        elif line["type"] == "end":
            end = line
    if not end or [end["events"], end["seals"]] != counts:
        wrong.append("the end of the file is missing, or does not count what is in it")
    if head and not seen:
        wrong.append(f"the seal {head} is not in this file")
    return wrong


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        found = check([json.loads(line) for line in file], sys.argv[2] if len(sys.argv) > 2 else None)
    print("\n".join(found) or "all is as it was written")
    sys.exit(1 if found else 0)
