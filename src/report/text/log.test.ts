import { expect, it } from 'vitest'
import { toLogLine, toLogText } from './log.ts'

it.each([
  ['::set-output name=a::b', ': :set-output name=a::b'],
  ['  ::stop', '  : :stop'],
  ['  ::error::x', '  : :error::x'],
  ['x ::add-mask::y', 'x : :add-mask::y'],
  ['a\n::error::b', 'a\n: :error::b'],
  [':::', ': ::'],
  ['x ::a ::', 'x : :a ::'],
  ['##[group]z', '# #[group]z'],
  ['x ##vso[task.complete]y', 'x # #vso[task.complete]y'],
  ['##teamcity[a]', '# #teamcity[a]'],
])('%j is no command in a log: %j', (text, expected) => expect(toLogText(text)).toBe(expected))

it('a command may have two hundred characters of parameters', () => {
  expect(toLogText(`x ::a ${'b'.repeat(200)}::`)).toBe(`x : :a ${'b'.repeat(200)}::`)
  expect(toLogText(`x ::a ${'b'.repeat(201)}::`)).toBe(`x ::a ${'b'.repeat(201)}::`)
})

it.each(['http://[::1]:4010', 'a::b', 'std::vector', '## a heading', '#[x]', 'a: :b', '50 %'])(
  '%j is none anyway',
  (text) => expect([toLogText(text), toLogLine(text)]).toEqual([text, text]),
)

it('a text keeps its lines, a line has none; both are plain', () => {
  expect(toLogText('a\n\u001b[31m')).toBe('a\n␛[31m')
  expect(toLogLine('a\nb\u001b')).toBe('a⏎b␛')
  expect(toLogLine('::error::a')).toBe(': :error::a')
})
