// Runs every block of every page under Pyodide, whose Python is newer than the oldest we support.
//   node tests/pyodide/pages.mjs [page.md ...]
// The npm package `pyodide` stands in the `node_modules` of the folder that PYODIDE names, or of the current one.
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const from = createRequire(join(process.env.PYODIDE ?? process.cwd(), "package.json"));
const entry = join(dirname(from.resolve("pyodide/package.json")), "pyodide.mjs");
const { loadPyodide } = await import(pathToFileURL(entry).href);

const python = await loadPyodide();
python.FS.mkdirTree("/repository");
python.FS.mount(python.FS.filesystems.NODEFS, { root }, "/repository");
python.globals.set("asked", python.toPy(process.argv.slice(2)));
const failures = python.runPython(`
import platform, sys
from pathlib import Path

sys.path.insert(0, "/repository")
from rustmem.plugins.page import read_page
from rustmem.plugins.verify import verify

docs, found, count = Path("/repository/docs"), [], 0
for path in sorted(docs / name for name in asked) if asked else sorted(docs.glob("*.md")):
    page = read_page(path.name, path.read_text("utf-8"))
    for block in page.runnable():
        count += 1
        for fault in verify(page, block, None).faults:
            found.append(f"docs/{path.name}:{fault.line}: {fault.message}\\n{fault.diff}")
print(f"Python {platform.python_version()}: {count} blocks, {len(found)} differ")
"\\n".join(found)
`);
if (failures) {
  console.log(failures);
  process.exit(1);
}
