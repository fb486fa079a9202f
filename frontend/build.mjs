// Builds the style sheet, the script, the typeface and the mark into hashed, compressed files.
// Called by desk/assets.py with the folder to write to and the fingerprint of the sources.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const [target, sources = ""] = process.argv.slice(2);
const out = resolve(target);

const scss = {
  name: "scss",
  setup(builder) {
    builder.onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css } = sass.compile(path, { style: "expanded", charset: false });
      return { contents: css, loader: "css", resolveDir: dirname(path) };
    });
  },
};

mkdirSync(out, { recursive: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: ["frontend/app.scss", "frontend/app.js", "frontend/mark.svg"],
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: ["chrome100", "firefox100", "safari15.4"],
  outdir: out,
  entryNames: "[name].[hash]",
  assetNames: "[name].[hash]",
  loader: { ".woff2": "file", ".svg": "copy" },
  legalComments: "inline",
  logLevel: "warning",
  plugins: [scss],
});

// The name that templates use → the hashed file
const files = {};
for (const [path, made] of Object.entries(result.metafile.outputs)) {
  const inputs = Object.keys(made.inputs);
  const source = made.entryPoint ?? (inputs.length === 1 ? inputs[0] : path);
  const name = basename(source).replace(/\.scss$/, ".css");
  files[name] = relative(out, resolve(root, path));
}
files["figtree.woff2"] = files["figtree-latin-wght-normal.woff2"];
delete files["figtree-latin-wght-normal.woff2"];

const licence = "figtree-licence.txt";
copyFileSync(join(root, "node_modules/@fontsource-variable/figtree/LICENSE"), join(out, licence));

const kept = new Set(["manifest.json", licence]);
for (const file of Object.values(files)) {
  kept.add(file);
  if (extname(file) === ".woff2") continue; // compressed already
  const plain = readFileSync(join(out, file));
  writeFileSync(join(out, `${file}.gz`), gzipSync(plain, { level: 9 }));
  writeFileSync(
    join(out, `${file}.br`),
    brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
  kept.add(`${file}.gz`).add(`${file}.br`);
}

// Last, so that a build that was cut short is not taken for a whole one
const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
writeFileSync(join(out, "manifest.json"), JSON.stringify({ sources, digest, files }, null, 2) + "\n");
for (const old of readdirSync(out)) {
  if (!kept.has(old)) rmSync(join(out, old), { recursive: true });
}
