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
const join = (name: string): Promise<Response> =>
  mock.handle(
    new Request(`http://localhost/~${name}/rooms/abc-def-ghi/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane"}',
    }),
  )
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
const bytes = (heapUsed() - before) / count
await Promise.all(Array.from({ length: count }, (_, n) => join(`w${n}`)))
const resetting = timed((name) => worlds.reset(name))
const dropping = timed((name) => worlds.drop(name))
const told = { make: summary(making), reset: summary(resetting), drop: summary(dropping), bytes, count }
console.log(JSON.stringify(told))
process.exit()
