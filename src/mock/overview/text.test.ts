import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { toOverview } from './to-overview.ts'
import { overviewHtml } from './page-html.ts'
import { createOverviewText } from './text.ts'

const parts = { edition: 'current', faces: faces.current, socketFaces } as const
const seed = seeds.documented

const readers = [
  { world: 'default', baseUrl: 'http://127.0.0.1:4010' },
  { world: 'default', baseUrl: 'http://localhost:4010' },
  { world: 'default', baseUrl: 'http://[::1]:4010', console: 'http://[::1]:4011/console/' },
  { world: 'qa-17', baseUrl: 'http://127.0.0.1:4010' },
  { world: 'qa-17', baseUrl: 'http://qa-17.localhost:4010' },
  { world: 'qa-17', baseUrl: 'http://mock.test/~qa-17' },
  { world: 'default', baseUrl: 'http://<b>&"\'' },
]

it.each(readers)('the overview of $world at $baseUrl is the same, whatever was requested before', (reader) => {
  const textOf = createOverviewText(parts)
  for (const before of readers) textOf(true, { console: null, ...before, seed })
  const overview = toOverview({ ...parts, seed, ...reader })
  expect(textOf(true, { console: null, ...reader, seed })).toBe(overviewHtml(overview))
  expect(JSON.parse(textOf(false, { console: null, ...reader, seed }))).toEqual(overview)
})

it('an overview is written once per seed, however often it is requested, and under which name', () => {
  let count = 0
  const counted = parts.faces.map((face) => ({
    ...face,
    get operation() {
      count++
      return face.operation
    },
  }))
  const textOf = createOverviewText({ ...parts, faces: counted })
  const ask = (n: number): string =>
    textOf(true, { world: `w-${n}`, seed, baseUrl: `http://w-${n}.localhost:4010`, console: null })
  ask(0)
  const once = count
  for (let n = 1; n < 50; n++) expect(ask(n)).toContain(`w-${n}.localhost`)
  expect([once > 0, count]).toEqual([true, once])
})

it('an overview that was requested before there was a console links to it once there is', () => {
  const textOf = createOverviewText(parts)
  const consoles = [null, 'http://127.0.0.1:4011/console/', null].map(
    (console) =>
      JSON.parse(textOf(false, { world: 'default', baseUrl: 'http://127.0.0.1:4010', seed, console })).console,
  )
  expect(consoles).toEqual([null, 'http://127.0.0.1:4011/console/', null])
})
