import { expect, it } from 'vitest'
import { preparation } from './preparation.ts'

const FAULT = expect.objectContaining({ name: 'Fault' })

it('a situation is brought about by a line for the shell of the language, on the server and world of the URL', () => {
  const open = { subject: 'meeting-room', facts: ['locked'], value: 'code', variable: 'CODE' }
  const line = (language: string, url = 'http://127.0.0.1:4010'): string => preparation([open], language, url)[0] ?? ''
  expect(line('curl')).toBe(`export CODE="$(npx greenroom set 'meeting-room: [locked]' | sed -n 's/^code: //p')"`)
  expect(line('powershell')).toMatch(/^\$env:CODE = \(npx greenroom set .* --json/)
  expect(['fetch', 'socket', 'python', 'any'].map((language) => line(language).slice(0, 9))).toEqual([
    '// First,',
    '// First,',
    '# First, ',
    '# First, ',
  ])
  const full = { ...open, facts: ['locked', 'full'] }
  expect(preparation([full, open], 'curl', 'http://h').map((each) => /'(.*?)'/.exec(each)?.[1])).toEqual([
    'meeting-room: [locked, full]',
    'meeting-room: [locked]',
  ])
  expect(line('curl', 'http://127.0.0.1:5000/~QA-1/x')).toContain("[locked]' --port 5000 --world qa-1 |")
  expect(line('curl', 'http://example.org/~default')).toContain("[locked]' |")
  expect(() => line('curl', 'http://127.0.0.1/~a_b')).toThrow(FAULT)
})
