import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodedRuns } from './encoded-runs.ts'

const runs = (text: string, least = 11) => [...encodedRuns(text, least)]
const places = (text: string, least = 11): string[] => runs(text, least).map(({ from, to }) => text.slice(from, to))
/** Whether a run of the text decodes to one that contains this. */
const finds = (text: string, decoded: string, least = 11): boolean =>
  runs(text, least).some((run) => run.decoded.some((each) => each.includes(decoded)))

// `secret-word`, 11 bytes.
const BASE64 = 'c2VjcmV0LXdvcmQ='
const HEX = '7365637265742d776f7264'

describe('runs of base64', () => {
  it('are found with their places, and decoded from each of their first characters', () => {
    expect(runs(`x ${BASE64} y`)).toEqual([
      { from: 2, to: 18, decoded: ['secret-word', expect.any(String), expect.any(String), expect.any(String)] },
    ])
    // Bytes before shift it by as many bits.
    expect(runs('xyYzJWamNtVjBMWGR2Y21R')).toHaveLength(1)
    expect(finds(`a${BASE64}`, 'secret-word')).toBe(true)
    expect(finds(`ab${BASE64}`, 'secret-word')).toBe(true)
    expect(finds(`abc${BASE64}`, 'secret-word')).toBe(true)
    expect(finds(`abcd${BASE64}`, 'secret-word')).toBe(true)
  })

  it('are long enough for as many bytes as are looked for', () => {
    expect(runs(BASE64, 11)).toHaveLength(1)
    expect(runs(BASE64, 12)).toEqual([])
    expect(runs(`${BASE64} ${BASE64.slice(0, 14)}`, 11)).toHaveLength(1)
  })

  it('begin after the sign of a parameter, and end with their padding', () => {
    expect(places(`token=${BASE64}&x`)).toEqual([BASE64])
    expect(places(`a=${BASE64}=${BASE64}`)).toContain(BASE64.slice(0, -1))
  })

  it('are segments of paths, too, if those are long enough', () => {
    expect(places(`/rooms/${BASE64}/x`)).toContain(BASE64)
    expect(places(`/rooms/${BASE64}/x`, 12)).not.toContain(BASE64)
  })

  // Bytes whose base64 has both signs.
  const SIGNS = '+/+/+/+/+/+/+/+/'
  const DECODED = atob(SIGNS)

  it.each([
    ['as it is', '+', '/'],
    ['for URLs', '-', '_'],
    ['with escapes of URLs', '%2B', '%2F'],
    ['with those in lower case', '%2b', '%2f'],
    ['with those escaped again', '%252B', '%25252F'],
    ['with escapes of JSON', '\\u002b', '\\/'],
    ['with those escaped again', '\\\\u002B', '\\\\/'],
    ['with those escaped again and again', `${'\\'.repeat(8)}u002b`, `${'\\'.repeat(8)}/`],
    ['with escapes of JavaScript', '\\x2B', '\\x2f'],
    ['with those of HTML', '&#43;', '&#47;'],
    ['in hexadecimal', '&#x2B;', '&#X02F;'],
    ['with those escaped again', '&amp;#43;', '&amp;amp;#x2f;'],
    ['by name', '&plus;', '&sol;'],
    ['without semicolons', '&#43', '&#47'],
  ])('may be written %s', (_, plus, slash) => {
    const text = ` ${SIGNS.replaceAll(/[+/]/g, (sign) => (sign === '+' ? plus : slash))} `
    const [run, ...others] = runs(text, 12)
    expect(others).toEqual([])
    expect([run?.decoded[0], run?.from, run?.to]).toEqual([DECODED, 1, text.length - 1])
  })
})

describe('runs of hex', () => {
  it.each([HEX, HEX.toUpperCase(), '73:65:63:72:65:74:2d:77:6f:72:64', '73 65 63 72 65 74 2d 77 6f 72 64'])(
    'are %s',
    (text) => {
      expect(finds(`(${text})`, 'secret-word')).toBe(true)
      expect(places(`(${text})`)).toContain(text)
    },
  )

  it('may begin with a digit of something else, and after an escape', () => {
    expect(finds(`f${HEX}`, 'secret-word')).toBe(true)
    for (const escape of ['\\u0020', '\\x20', '%20']) expect(places(`x${escape}${HEX}`)).toContain(HEX)
  })

  it('are long enough for as many bytes as are looked for', () => {
    expect(finds(HEX, 'secret-word', 11)).toBe(true)
    expect(finds(HEX.slice(0, -1), 'secret-wor', 11)).toBe(false)
  })

  it('are no times and no words between colons', () => {
    expect(runs('Date: 12:34:56', 3).some(({ decoded }) => decoded.includes('\x12\x34\x56'))).toBe(true)
    expect(places('face:added:decade', 8)).toEqual([])
  })
})

it.each([BASE64, HEX, '115,101,99,114,101,116,45,119,111,114,100'])('may be all of a text: %s', (text) => {
  expect(places(text)).toContain(text)
  expect(finds(text, 'secret-word')).toBe(true)
})

it('are none in a plain text', () => {
  expect(runs('You must be logged in to do this.', 8)).toEqual([])
  expect(runs('', 1)).toEqual([])
})

it('hold whatever bytes are encoded', () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 30 })
  fc.assert(
    fc.property(bytes, fc.constantFrom('base64', 'base64url', 'hex'), (given, encoding) => {
      const text = `<${Buffer.from(given).toString(encoding)}>`
      expect(finds(text, Buffer.from(given).toString('latin1'), 8)).toBe(true)
    }),
  )
})

describe('bytes as numbers', () => {
  it('are found where commas are between them, on one line or on several', () => {
    expect(places('{"data":[104, 117,110,\n  116]} 5, 6 7', 4)).toEqual(['104, 117,110,\n  116'])
    expect(finds('[104,117,110,116]', 'hunt', 4)).toBe(true)
    expect(runs('1.104,117,110,1165', 4)).toEqual([])
    const apart = (spaces: number): boolean => finds(`[104,${' '.repeat(spaces)}117,110,116]`, 'hunt', 4)
    expect([apart(40), apart(41)]).toEqual([true, false])
  })
})
