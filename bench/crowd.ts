/**
 * Verifies one stand-in in many processes at once, which load the machine themselves, and says how often each verdict came:
 *
 *     npm run crowd -- C 28
 *
 * Exits with code 1 if they differ.
 */
import { execFile } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Fault } from '../src/fault.ts'
import { summary } from './statistics.ts'

const run = promisify(execFile)
const [name = 'C', given = '20'] = process.argv.slice(2)
const times = Number(given)
if (!(times > 0 && times <= 100)) throw new Fault(`${given} runs cannot be made`, 'Write a number from 1 to 100.')

let most = 0
const looking = setInterval(() => (most = Math.max(most, loadavg()[0] ?? 0)), 1_000)

/** The verdict of a run, and its seconds, which are the last figure of its line. */
async function verdict(): Promise<{ readonly says: string; readonly seconds: number }> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'stand-ins.ts'), name])
  const cells = stdout
    .split('\n')
    .find((line) => line.startsWith(`| ${name} |`))
    ?.split(' | ')
  if (!cells) throw new Fault(`there is no stand-in ${name}`, 'Write A, B, C, D or E.')
  return { says: cells.slice(2, -1).join(' · '), seconds: parseInt(cells.at(-1) ?? '', 10) }
}

const verdicts = await Promise.all(Array.from({ length: times }, verdict))
clearInterval(looking)
const counts = new Map<string, number>()
for (const { says } of verdicts) counts.set(says, (counts.get(says) ?? 0) + 1)
const { median, min, max } = summary(verdicts.map(({ seconds }) => seconds))
console.log(`${name}: exit code · held · broken · differs · blocked`)
for (const [says, count] of counts) console.log(`${count} of ${times}: ${says}`)
console.log(`${median} s each (${min} to ${max}); the load rose to ${Math.round(most)}`)
process.exitCode = counts.size === 1 ? 0 : 1
