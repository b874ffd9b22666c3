/** `npm run site [-- <folder>]`: builds the pages of docs/ into site/, or the folder. Open index.html; no server is needed. */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildSite } from './build.ts'

const folder = resolve(process.argv[2] ?? 'site')
if (process.argv[2] === undefined) rmSync(folder, { recursive: true, force: true })
const pages = buildSite(folder)
console.log(`${pages.length} pages in ${folder}: open index.html`)
