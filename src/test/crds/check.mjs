// Reads a JSON array of objects (the file that is its argument) and writes one array of objections for each to standard output.
// Twofold, since the published package has the schema in two forms: a validator of values, which lets unknown fields pass, and
// types, by which the compiler refuses unknown fields at every depth.
import { readFileSync } from "node:fs";
import ts from "typescript";
import * as postgresql from "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1";

const GROUPS = { "postgresql.cnpg.io/v1": [postgresql, "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1"] };

const objects = JSON.parse(readFileSync(process.argv[2], "utf8"));
const objections = objects.map(values);
fields().forEach(({ object, text }) => objections[object].push(text));
process.stdout.write(JSON.stringify(objections));

function values(object) {
  const Kind = GROUPS[object.apiVersion]?.[0][object.kind];
  if (!Kind) {
    return [`no schema for ${object.apiVersion} ${object.kind}`];
  }
  try {
    new Kind(object).validate();
    return [];
  } catch (wrong) {
    return [wrong.message];
  }
}

/** One object a line: the line of a complaint is the object's. */
function fields() {
  const name = "objects.ts";
  const lines = objects.map((object) =>
    GROUPS[object.apiVersion]
      ? `((_: import("${GROUPS[object.apiVersion][1]}").I${object.kind}) => {})(${JSON.stringify(object)});`
      : "",
  );
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ESNext,
  };
  const host = ts.createCompilerHost(options);
  const source = ts.createSourceFile(name, lines.join("\n"), options.target);
  const file = host.getSourceFile;
  host.getSourceFile = (path, ...rest) => (path === name ? source : file(path, ...rest));
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map((found) => {
    const text = ts.flattenDiagnosticMessageText(found.messageText, " ");
    if (found.file?.fileName !== name) {
      throw new Error(text);
    }
    return { object: source.getLineAndCharacterOfPosition(found.start).line, text };
  });
}
