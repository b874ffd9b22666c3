import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itAtLength } from '../../../tests/support/at-length.ts'
import { createRedactor } from './redactor.ts'
import { hangsOn } from '../../../tests/support/long-texts.ts'

const encoder = new TextEncoder()
const bytesOf = (text: string): number[] => [...encoder.encode(text)]
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
const base64 = (text: string): string => btoa(String.fromCharCode(...bytesOf(text)))
const base64Url = (text: string): string => base64(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const units = (text: string): string[] => text.split('')
const points = (text: string): number[] => [...text].map((character) => character.codePointAt(0) ?? 0)
const html = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')

const inLines = (encoded: string, end: string): string => encoded.replaceAll(/.{76}/g, `$&${end}`)
const littleEndian = (secret: string): string =>
  units(secret)
    .map((unit) => String.fromCharCode(unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8))
    .join('')
const bigEndian = (secret: string): string =>
  units(secret)
    .map((unit) => String.fromCharCode(unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 255))
    .join('')
const hexOf = (binary: string): string =>
  units(binary)
    .map((unit) => hex(unit.charCodeAt(0), 2))
    .join('')
const quoted = (byte: number): string => `=${hex(byte, 2).toUpperCase()}`
const quotedPrintable = (secret: string): string =>
  bytesOf(secret)
    .map((byte) => (byte < 32 || byte > 126 || byte === 61 ? quoted(byte) : String.fromCharCode(byte)))
    .join('')

/** The forms in which a server, a proxy or another tool's report may return a secret. */
const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  url: encodeURIComponent,
  'url in lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'url twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'url, every byte': (secret) =>
    bytesOf(secret)
      .map((byte) => `%${hex(byte, 2)}`)
      .join(''),
  form: (secret) => new URLSearchParams([['x', secret]]).toString().slice(2),
  hex: (secret) =>
    bytesOf(secret)
      .map((byte) => hex(byte, 2))
      .join(''),
  'hex in upper case': (secret) =>
    bytesOf(secret)
      .map((byte) => hex(byte, 2))
      .join('')
      .toUpperCase(),
  base64,
  'base64 in URLs': base64Url,
  'base64 after one byte': (secret) => base64(`:${secret}`),
  'base64 after two bytes': (secret) => base64(`u:${secret}:more`),
  'base64url after two bytes': (secret) => base64Url(`u:${secret}:more`),
  'base64 escaped': (secret) => encodeURIComponent(base64(secret)),
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  'json twice': (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  'json, ASCII only': (secret) =>
    units(secret)
      .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
      .join(''),
  'json, in upper case': (secret) =>
    units(secret)
      .map((unit) => `\\u${hex(unit.charCodeAt(0), 4).toUpperCase()}`)
      .join(''),
  html,
  'html, decimal': (secret) =>
    points(secret)
      .map((code) => `&#${code};`)
      .join(''),
  'html, hexadecimal': (secret) =>
    points(secret)
      .map((code) => `&#x${code.toString(16)};`)
      .join(''),
  'html twice': (secret) => html(html(secret)),
  'json in html': (secret) => html(JSON.stringify(secret).slice(1, -1)),
  'json in URLs': (secret) => encodeURIComponent(JSON.stringify(secret).slice(1, -1)),
  bearer: (secret) => `Bearer ${secret}`,
  'base64 in lines, as in mail': (secret) => inLines(base64(`${'x'.repeat(50)}:${secret}${'y'.repeat(50)}`), '\r\n'),
  'base64 in lines of a JSON text': (secret) => inLines(base64(`${'x'.repeat(50)}:${secret}`), '\\r\\n'),
  'base64 in lines of a URL': (secret) => inLines(base64(`${'x'.repeat(51)}:${secret}`), '%0D%0A'),
  'base64 in lines that are indented': (secret) => inLines(base64(`${'x'.repeat(52)}:${secret}`), '\n    '),
  'base64 of UTF-16': (secret) => btoa(littleEndian(secret)),
  'base64 of UTF-16, big end first': (secret) => btoa(bigEndian(secret)),
  'base64 twice': (secret) => base64(base64(secret)),
  'base64 twice, among others': (secret) => base64(`{"x":"${base64(`u:${secret}`)}"}`),
  'base64 three times': (secret) => base64(base64(base64(`:${secret}`))),
  'base64 of its JSON': (secret) => base64(JSON.stringify({ x: secret })),
  'hex of base64': (secret) => hexOf(base64(secret)),
  'hex in lines': (secret) => inLines(hexOf(`${'x'.repeat(40)}${atob(base64(secret))}`), '\n'),
  'hex of UTF-16': (secret) => hexOf(littleEndian(secret)),
  'quoted-printable': quotedPrintable,
  'quoted-printable, every byte': (secret) => bytesOf(secret).map(quoted).join(''),
  'quoted-printable in lines': (secret) => quotedPrintable(secret).replaceAll(/(?<!^|=|=.)(?=.)/g, '=\r\n'),
}

const secretText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'ab1"\'<>&\\/+%=?;é世🙂 \n'), minLength: 4, maxLength: 30 }),
    fc.base64String({ minLength: 8, maxLength: 64 }),
  )
  .filter((secret) => [...secret].length >= 4 && secret.isWellFormed() && !'[redacted]'.includes(secret))

itAtLength('leaves no known secret in a text, in whatever form and wherever it stands', 300, (numRuns) => {
  fc.assert(
    fc.property(
      fc.array(secretText, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.string({ maxLength: 12 }), fc.nat(), fc.constantFrom(...Object.keys(ENCODINGS))), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.string({ maxLength: 12 }),
      (secrets, pieces, end) => {
        const planted = pieces.map(([before, which, encoding]) => {
          const form = ENCODINGS[encoding]?.(secrets[which % secrets.length] ?? '') ?? ''
          return { before, form }
        })
        const text = planted.map(({ before, form }) => before + form).join('') + end
        const left = createRedactor({ secrets }).text(text)
        for (const secret of secrets)
          for (const encode of Object.values(ENCODINGS))
            // What the text around a placeholder spells by chance is not a secret.
            if (!'[redacted]'.includes(encode(secret)) && /\w{3}/.test(secret))
              expect(left).not.toContain(encode(secret))
      },
    ),
    { numRuns },
  )
})

it.each(Object.keys(ENCODINGS))('removes a secret in this form from the middle of a text: %s', (encoding) => {
  const secret = 'S3cr"t<é>&/+\\x ?🙂'
  const form = ENCODINGS[encoding]?.(secret) ?? ''
  const left = createRedactor({ secrets: [secret] }).text(`before ${form} after`)
  expect(left).toMatch(/^before .*\[redacted\].* after$/)
  expect(left).not.toContain(form)
  expect(left.length).toBeLessThan('before [redacted] after'.length + 15)
})

it('ignores secrets of fewer than four characters, and removes the longest first', () => {
  const { text } = createRedactor({ secrets: ['abc', 'wxyz', 'wxyz-1234'] })
  expect(text('abc wxyz-1234 wxyz')).toBe('abc [redacted] [redacted]')
})

it('knows a secret without the blanks around it, as a header is sent', () => {
  expect(createRedactor({ secrets: [' abcdef\n'] }).text('it was abcdef.')).toBe('it was [redacted].')
})

it('tears no placeholder open when a secret is part of its word', () => {
  expect(createRedactor({ secrets: ['dact', 'much-longer'] }).text('much-longer dact')).toBe('[redacted] [redacted]')
})

const { text, headers, deep } = createRedactor({ secrets: [], names: ['visitor'] })

it.each([
  ['a token of three parts', 'it was eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln, sorry', 'it was [redacted], sorry'],
  ['a bearer token', 'Authorization is Bearer abc123def', 'Authorization is Bearer [redacted]'],
  ['a key in PEM', 'x -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- y', 'x [redacted] y'],
  ['a key in PEM that was cut off', 'x -----BEGIN RSA PRIVATE KEY-----\nMIIE', 'x [redacted]'],
  ['a query parameter', '/a?roomId=r1&authToken=abc&x=1', '/a?roomId=r1&authToken=[redacted]&x=1'],
  ['a member', '{"token": "a\\"b", "name":"x"}', '{"token": "[redacted]", "name":"x"}'],
  ['a member that is a list', '{"tokens":["a","]"],"name":"x"}', '{"tokens":"[redacted]","name":"x"}'],
  ['a number', '{"passwd":1234,"n":1}', '{"passwd":"[redacted]","n":1}'],
  [
    'a member of JSON in a text',
    '{"m":"{\\"token\\":\\"a\\\\\\"b\\",\\"n\\":\\"x\\"}"}',
    '{"m":"{\\"token\\":\\"[redacted]\\",\\"n\\":\\"x\\"}"}',
  ],
  ['a member that was cut off', '{"secret":"abc', '{"secret":"[redacted]"'],
  ['a header line', "curl -H 'X-User-Id: u1' x", "curl -H 'X-User-Id: [redacted]' x"],
])('removes by shape or name without knowing it: %s', (_, from, to) => {
  expect(text(from)).toBe(to)
})

it.each([
  'You must be logged in to do this.',
  '{"success":false,"error":"Bearer token is missing or the session expired"}',
  '{"token":null,"authorized":true}',
  `curl -H "X-Auth-Token: $RC_TOKEN" 'http://localhost/a?token=$TOKEN'`,
  `curl -H 'X-Auth-Token: '"$RC_TOKEN" -H 'X-User-Id: '"$RC_USER" x`,
  'joinLivechatRoom/not-logged-in:wrong-token',
])('leaves documented words and the names of variables alone: %s', (from) => {
  expect(text(from)).toBe(from)
})

it.each([
  [`Bearer ${'a'.repeat(19)}`, false],
  [`Bearer ${'a'.repeat(20)}`, true],
  ['Bearer    a1', true],
  ['Bearer     a1', false],
  ['Bearer%20++a1', true],
])('%s has a token: %j', (said, hasToken) => expect(text(said).endsWith('[redacted]')).toBe(hasToken))

it('takes a key for one with a label of sixty characters', () => {
  const key = (label: number): string => `-----BEGIN ${'A'.repeat(label - 1)}-----\nabc\n`
  expect([text(key(60)), text(key(61))]).toEqual(['[redacted]', key(61)])
})

it('knows a secret however its accents are written', () => {
  const [composed, decomposed] = ['NFC', 'NFD'].map((form) => 'geheimnisträger-é'.normalize(form))
  for (const secret of [composed ?? '', decomposed ?? ''])
    for (const said of [composed, decomposed])
      expect(createRedactor({ secrets: [secret] }).text(`a ${said} b`)).toBe('a [redacted] b')
})

it('takes a list for headers only if it has pairs', () => {
  const lists = { headers: [['cookie', 'x', 'y']] }
  expect(deep(lists)).toEqual(lists)
})

it('removes headers by name, in records as in lists', () => {
  expect(headers({ 'X-User-Id': 'u', Accept: 'a', 'X-My-Session': 's' })).toEqual({
    'X-User-Id': '[redacted]',
    Accept: 'a',
    'X-My-Session': '[redacted]',
  })
  expect(
    headers([
      ['set-cookie', 'a=b'],
      ['set-cookie', 'c=d'],
      ['date', 'x'],
    ]),
  ).toEqual([
    ['set-cookie', '[redacted]'],
    ['set-cookie', '[redacted]'],
    ['date', 'x'],
  ])
})

it('walks plain data, member names too, and keeps its shape', () => {
  const known = createRedactor({ secrets: ['hunter22'], names: ['visitor'] })
  const value = {
    'x-hunter22': ['hunter22', 1, null],
    Visitor: { a: 1 },
    headers: [['cookie', 'x']],
    names: ['wrong-token', 'b'],
    token: true,
  }
  expect(known.deep(value)).toEqual({
    'x-[redacted]': ['[redacted]', 1, null],
    Visitor: '[redacted]',
    headers: [['cookie', '[redacted]']],
    names: ['wrong-token', 'b'],
    token: true,
  })
  expect(deep('x')).toBe('x')
})

it('survives data that is nested without end', () => {
  const nested: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  expect(JSON.stringify(deep(nested))).toBe(`${'['.repeat(200)}"[redacted]"${']'.repeat(200)}`)
})

const STICKY = ['\\', '"', '"token":"', 'Bearer ', '-----BEGIN A-----', 'eyJ.', '&', 'a', '?token=a&']

it('reads long texts of nothing but what could begin a secret without getting stuck', async () => {
  expect(await hangsOn('redactor', STICKY, 200_000)).toBeNull()
})

it.each([
  ['in capitals', 'Tok-ü-1234567'.toUpperCase()],
  [
    'in hex with colons',
    [...new TextEncoder().encode('Tok-ü-1234567')].map((byte) => byte.toString(16).padStart(2, '0')).join(':'),
  ],
  ['with letters and accents apart', 'Tok-ü-1234567'.normalize('NFD')],
  ['with its bytes escaped', 'Tok-\\xC3\\xBC-1234567'],
  ['backwards', '7654321-ü-koT'],
  ['in UTF-8 that was read as Latin 1', 'Tok-Ã¼-1234567'],
  ['by the function escape', 'Tok-%FC-1234567'],
  ['in numbers of bytes', '[84,111,107,45,195,188,45,49,50,51,52,53,54,55]'],
  ['backwards in base64', base64('7654321-ü-koT')],
  ['over two lines', 'Tok-ü-\r\n1234567'],
  ['over two lines of JSON', 'Tok-ü-12\\n  34567'],
  ['over two lines of a mail', 'Tok-=C3=\r\n=BC-12345=\r\n67'],
])('leaves no secret that is written %s', (_, written) => {
  const redactor = createRedactor({ secrets: ['Tok-ü-1234567'] })
  expect(redactor.text(`before ${written} after`)).toMatch(/^before \[?\[redacted\]\]? after$/)
})

it('leaves no secret beyond Latin 1 that was written by escape, or cut to bytes', () => {
  const { text: clean } = createRedactor({ secrets: ['пароль-секрет'] })
  const cut = Buffer.from('пароль-секрет', 'latin1').toString('base64')
  const escaped = '%u043F%u0430%u0440%u043E%u043B%u044C-%u0441%u0435%u043A%u0440%u0435%u0442'
  expect([clean(`a ${escaped} b`), clean(`a ${cut} b`)]).toEqual(['a [redacted] b', 'a [redacted] b'])
})

it('takes out of a text what it has learned since it last saw it', () => {
  const redactor = createRedactor({ secrets: [] })
  expect(redactor.text('by learned-later-1')).toBe('by learned-later-1')
  redactor.learn(['learned-later-1'])
  expect(redactor.text('by learned-later-1')).toBe('by [redacted]')
})
