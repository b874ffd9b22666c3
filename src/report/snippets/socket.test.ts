import { expect, it } from 'vitest'
import { toSocketSnippet, type SnippetCall } from './socket.ts'

const call: SnippetCall = {
  on: 'Ada',
  variable: 'ada',
  opens: null,
  cuts: [],
  waitMs: 0,
  event: 'join-room',
  args: [{ code: 'abc' }],
  ack: true,
  request: null,
}
const options = { url: 'http://h/', baseUrl: 'http://h', path: null, transports: null, textOf: (text: string) => text }

const programOf = (given: Partial<SnippetCall>): string[] =>
  toSocketSnippet([{ ...call, ...given }], options).split('\n')

it('a call waits first, then cuts others, connects, and is made', () => {
  const lines = programOf({ waitMs: 5000, cuts: ['tom'], opens: { auth: { token: 't' }, headers: {} } })
  expect(
    lines.slice(lines.indexOf('await pause(5000)'), lines.indexOf('// Wait for events that are still on their way.')),
  ).toEqual([
    'await pause(5000)',
    'tom.disconnect()',
    'await pause(250)',
    "const ada = await connect('Ada', { token: 't' })",
    "await call('Ada', ada, 'join-room', { code: 'abc' })",
    '',
  ])
})

it('a call without an ack, and one that is connecting itself, need no function that awaits an ack', () => {
  const calling = 'async function call(name, socket, event, ...args) {'
  expect(programOf({})).toContain(calling)
  expect(programOf({ ack: false })).not.toContain(calling)
  expect(programOf({ event: null })).not.toContain(calling)
  expect(programOf({ ack: false })).toContain("ada.emit('join-room', { code: 'abc' })")
})
