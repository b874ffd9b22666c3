/**
 * `npm run prove [-- [--worktree] [--tarball=<file>] [row…]]`: checks that the project works in new environments: fresh clones, other
 * versions of Node and npm, other settings, as an installed package; and with clients that others have made. Takes minutes and needs
 * npm's registry, so it isn't part of the tests. Needs git and ps: Linux or macOS.
 */
import { rmSync } from 'node:fs'
import { named, rows } from './prove/rows.mjs'
import { temp } from './prove/sandbox.mjs'

const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const all = { ...rows, ...named }
const unknown = chosen.filter((name) => !(name in all))
if (unknown.length > 0) {
  console.error(`prove: unknown row ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`)
  process.exit(2)
}

/** In sequence, so that the times are meaningful and rows never wait for each other's installation. */
let failed = 0
console.log(`${'row'.padEnd(15)} ${'result'.padEnd(7)} seconds  note`)
for (const name of chosen.length > 0 ? chosen : Object.keys(rows)) {
  const since = performance.now()
  const [result, note] = await all[name](name).then(
    (text) => ['ok', text],
    (error) => ['failed', error.message],
  )
  if (result === 'failed') failed += 1
  const seconds = ((performance.now() - since) / 1_000).toFixed(1).padStart(7)
  console.log(`${name.padEnd(15)} ${result.padEnd(7)} ${seconds}  ${note}`)
}

if (failed === 0) rmSync(temp, { recursive: true, force: true })
else console.log(`${failed} failed; their files are in ${temp}`)
process.exitCode = failed === 0 ? 0 : 1
