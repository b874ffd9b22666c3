/** Measures worlds with a large seed, in its own process: `<module> <times>`. Requires --expose-gc. Prints JSON. */
import { pathToFileURL } from 'node:url'
import { summary } from './statistics.ts'

const [entry = '', times = '1000'] = process.argv.slice(2)
const count = Number(times)
const { createMock } = await import(pathToFileURL(entry).href)
const mock = createMock({ seed: 'busy:10000', maxWorlds: 2 * count })
const { worlds } = mock

/** Milliseconds of each of this many rounds. */
function timed(work: (name: string) => unknown): number[] {
  return Array.from({ length: count }, (_, n) => {
    const began = performance.now()
    work(`w${n}`)
    return performance.now() - began
  })
}

const make = (name: string): unknown => worlds.make(name, mock.recipeOf(name, {}))
const call = (name: string, code: string): Promise<Response> =>
  mock.handle(
    new Request(`http://localhost/~${name}/rooms/${code}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane"}',
    }),
  )
const join = (name: string): Promise<Response> => call(name, 'abc-def-ghi')

/** Bytes of heap for an entry, by worlds whose journals fill up with refusals, which change nothing else. */
async function measureEntry(): Promise<number> {
  const names = Array.from({ length: JOURNALS }, (_, n) => `j${n}`)
  const fill = async (calls: number): Promise<number> => {
    for (let n = 0; n < calls; n++) for (const name of names) await call(name, 'zzz-zzz-zzz')
    return heapUsed()
  }
  const before = await fill(1)
  return ((await fill(ENTRIES)) - before) / JOURNALS / ENTRIES
}

const JOURNALS = 40
const ENTRIES = 250
function heapUsed(): number {
  if (!globalThis.gc) throw new Error('start with --expose-gc')
  for (let run = 0; run < 4; run++) globalThis.gc()
  return process.memoryUsage().heapUsed
}

// One pass to warm up, so that code is compiled.
timed(make)
await Promise.all(Array.from({ length: count }, (_, n) => join(`w${n}`)))
timed((name) => worlds.drop(name))

const before = heapUsed()
const making = timed(make)
const unused = (heapUsed() - before) / count
await Promise.all(Array.from({ length: count }, (_, n) => join(`w${n}`)))
const used = (heapUsed() - before) / count
const resetting = timed((name) => worlds.reset(name))
const dropping = timed((name) => worlds.drop(name))
const costs = { make: summary(making), reset: summary(resetting), drop: summary(dropping) }
const told = { ...costs, unused, used, entry: await measureEntry(), count }
console.log(JSON.stringify(told))
process.exit()
