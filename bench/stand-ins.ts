/**
 * Verifies five stand-ins for servers that nobody here wrote, each with its target file and hook, all cases, and the gate `document`.
 * Writes bench/stand-ins.md; with names (`A`, `C`), it verifies only those, and writes nothing.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { exitOf } from '../src/cli/verify/exit.ts'
import { collect, type Report } from '../src/report/report.ts'
import { createVerifier } from '../src/verifier/create-verifier.ts'
import { startGateway, type Habits } from '../tests/support/servers/gateway.ts'
import { startProduct } from '../tests/support/servers/product.ts'

/** A running stand-in, and the target file for it. */
interface StandIn extends AsyncDisposable {
  readonly targetFile: string
  readonly env: Readonly<Record<string, string>>
}

const gateway = (habits: Habits) => (): Promise<StandIn> => startGateway(habits)

async function product(): Promise<StandIn> {
  const { url, env, ...started } = await startProduct()
  const text = await readFile(join(import.meta.dirname, '../contract-tests/targets/meeting-rooms-product.yaml'), 'utf8')
  const hooked = text.replace('https://meet.example.org/greenroom', `${url}/hook`)
  return { ...started, env, targetFile: hooked.replaceAll('https://meet.example.org', url) }
}

const STAND_INS: readonly { readonly name: string; readonly is: string; readonly start: () => Promise<StandIn> }[] = [
  { name: 'A', is: 'a meeting product with words of its own, mapped by its target file', start: product },
  {
    name: 'B',
    is: 'a gateway that throws: no ack, but the event exception; it disconnects bad tokens',
    start: gateway({ exceptions: 'event', badTokens: 'disconnect' }),
  },
  {
    name: 'C',
    is: 'the same with a filter that acks refusals, and a middleware for tokens',
    start: gateway({ exceptions: 'ack', badTokens: 'middleware' }),
  },
  {
    name: 'D',
    is: 'the same with the middleware alone',
    start: gateway({ exceptions: 'event', badTokens: 'middleware' }),
  },
  {
    name: 'E',
    is: 'as C, with UUIDs, another order of members, and further members',
    start: gateway({ exceptions: 'ack', badTokens: 'middleware', isOther: true }),
  },
]

async function verified(start: () => Promise<StandIn>): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-stand-ins-'))
  await using standIn = await start()
  const target = join(folder, 'target.yaml')
  await writeFile(target, standIn.targetFile, { mode: 0o600 })
  await using verifier = await createVerifier({ target, env: standIn.env })
  const report = await collect(verifier.run())
  await rm(folder, { recursive: true })
  return report
}

const HEAD = ['stand-in', 'is', 'exit code', 'held', 'broken', 'differs', 'blocked', 'seconds']

function rowOf({ name, is }: Pick<(typeof STAND_INS)[number], 'name' | 'is'>, { summary, run }: Report): string[] {
  const { held, broken, differs, blocked } = summary.cases
  const { code } = exitOf([{ summary, minCoverage: run.minCoverage }])
  const figures = [code, held, broken, differs, blocked, Math.round(summary.durationMs / 1000)]
  return [name, is, ...figures.map(String)]
}

const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
const names = process.argv.slice(2)
const rows: string[][] = []
for (const each of STAND_INS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  rows.push(rowOf(each, await verified(each.start)))
  console.error(rows.at(-1)?.join(' · '))
}
const commit = git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') && ' with changes')
const text = [
  '# What verify says of servers that nobody here wrote',
  `\`npm run strangers\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores.`,
  'Each stand-in (`tests/support/servers`) is verified over the transports of its target file, with its hook, all cases, and the gate `document`.',
  [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
].join('\n\n')
console.log(text)
if (names.length === 0) await writeFile(join(import.meta.dirname, 'stand-ins.md'), `${text}\n`)
