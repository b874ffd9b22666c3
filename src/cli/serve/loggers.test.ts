import { expect, it, vi } from 'vitest'
import type { Exchange } from '../../transport/exchange.ts'
import { serve } from '../commands/serve.ts'
import { readInput } from '../read-input.ts'
import { terminalPaint } from '../paint.ts'
import type { LogText } from './log.ts'
import { createLoggers } from './loggers.ts'

const about = { outcome: null, operation: null, cause: 'no such route', forced: null }
const callIn = (world: string): Exchange => ({
  request: { method: 'GET', target: '/nowhere', headers: {}, address: '' },
  answer: { status: 404, headers: [], body: '', about, world },
})

function logged(...args: string[]): string[] {
  const lines: string[] = []
  const write = (text: LogText): void => void lines.push(typeof text === 'string' ? text : text())
  const log = { write, flush: () => {}, end: () => Promise.resolve() }
  const { call, world } = createLoggers(readInput(serve, args, {}), log, terminalPaint({}))
  for (const name of ['default', 'verify-1a2b3c4d-1', 'verify-1a2b3c4d-2']) {
    world({ kind: 'made', world: name, why: 'asked' })
    call(callIn(name))
  }
  return lines
}

it('tells of a run of verify in one line, however many worlds and calls it has', () => {
  expect(logged()).toEqual([
    '[default] made\n',
    'GET /nowhere 404 no such route\n',
    '[verify-1a2b3c4d] greenroom verify plays here; its calls are not logged\n',
  ])
})

it('leaves out nothing for a program that reads JSON', () => {
  expect(logged('--json')).toHaveLength(6)
})

it('says in JSON when a call came, whenever its line is written', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000 })
  const texts: LogText[] = []
  const log = { write: (text: LogText) => void texts.push(text), flush: () => {}, end: () => Promise.resolve() }
  createLoggers(readInput(serve, ['--json'], {}), log, terminalPaint({})).call(callIn('default'))
  vi.setSystemTime(5_000)
  const lines = texts.map((text) => (typeof text === 'string' ? text : text()))
  vi.useRealTimers()
  expect(lines.map((line) => JSON.parse(line).time)).toEqual(['1970-01-01T00:00:01.000Z'])
})

it('colours a line as its status says, however often the same words come', () => {
  const lines: string[] = []
  const write = (text: LogText): void => void lines.push(typeof text === 'string' ? text : text())
  const log = { write, flush: () => {}, end: () => Promise.resolve() }
  const { call } = createLoggers(readInput(serve, [], {}), log, terminalPaint({ colours: true }))
  const statuses = [200, 404, 500, 404, 200]
  for (const status of statuses)
    call({ ...callIn('default'), answer: { ...callIn('default').answer, status, about: { ...about, outcome: 'o' } } })
  const colour = (status: number): number => (status < 400 ? 32 : status < 500 ? 33 : 31)
  expect(lines).toEqual(
    statuses.map(
      (status) =>
        `GET /nowhere \u001b[${colour(status)}m${status}\u001b[39m \u001b[1mo\u001b[22m \u001b[2m·\u001b[22m no such route\n`,
    ),
  )
})

it('gives each hint once', () => {
  const lines: string[] = []
  const write = (text: LogText): void => void lines.push(typeof text === 'string' ? text : text())
  const log = { write, flush: () => {}, end: () => Promise.resolve() }
  const { call } = createLoggers(readInput(serve, [], {}), log, terminalPaint({}))
  const limited = { ...about, outcome: 'rate-limited', operation: 'joinVideoConference', cause: 'too many calls' }
  const refused: Exchange = { ...callIn('default'), answer: { status: 429, headers: [], body: '', about: limited } }
  call(refused)
  call(refused)
  expect(lines).toEqual([
    'GET /nowhere 429 rate-limited · too many calls\n  hint: 2 calls per 5 s and address; --no-rate-limit turns it off\n',
    'GET /nowhere 429 rate-limited · too many calls\n',
  ])
})
