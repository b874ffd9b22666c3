import { expect, it } from 'vitest'
import { changed, documentOf, lineOf, STAGES, told } from '../testing/documents.ts'
import { checkSecurity } from './security.ts'

const found = async (from: string, to: string, text = STAGES) =>
  checkSecurity(await documentOf(changed(text, from, to)))
const messages = async (from: string, to: string, text?: string) =>
  (await found(from, to, text)).map(({ message }) => message)
const LATER = changed(STAGES, '3.1.0', '3.2.0')

it('what a document requires of all calls is judged, and what each operation does', async () => {
  const text = changed(changed(STAGES, '[{ token: [] }]', '[{ tokne: [] }]'), '{ login: [write] }', '{ logni: [] }')
  expect(checkSecurity(await documentOf(text))).toMatchObject([
    {
      check: 'security',
      line: lineOf(text, 'tokne'),
      message: 'no security scheme is named tokne',
      fix: 'Write token.',
    },
    {
      check: 'security',
      line: lineOf(text, 'logni'),
      message: 'no security scheme is named logni',
      fix: 'Write login.',
    },
  ])
})

it('each name of a requirement, and each requirement, is judged', async () => {
  expect(await messages('[{ token: [] }]', '[{ a: [], b: [] }, {}, { token: [] }, { c: [] }]')).toEqual([
    'no security scheme is named a',
    'no security scheme is named b',
    'no security scheme is named c',
  ])
})

it('each name is told on its own line', async () => {
  const text = changed(
    STAGES,
    'security: [{ token: [] }]',
    'security:\n  - token: []\n    other: []\n    login: [read]',
  )
  expect(told(checkSecurity(await documentOf(text)))).toEqual([
    `${lineOf(text, 'other: []')}: no security scheme is named other`,
    `${lineOf(text, 'login: [read]')}: the security scheme login has no scope read`,
  ])
})

it.each(["'#/components/x'", "'schemes/token'", "'urn:token'"])(
  'from 3.2 on, a requirement may be the URI %s, and no other name',
  async (uri) => {
    expect(await found('{ token: [] }', `{ ${uri}: [] }`, LATER)).toEqual([])
    expect(await messages('{ token: [] }', `{ ${uri}: [] }`)).toEqual([
      `no security scheme is named ${uri.slice(1, -1)}`,
    ])
    expect(await messages('{ token: [] }', '{ other: [] }', LATER)).toEqual(['no security scheme is named other'])
  },
)

it('the scopes of OAuth are those of all its flows', async () => {
  const flows = 'flows: { clientCredentials: { tokenUrl: https://a.example, scopes: { read: look } }, implicit: {'
  const text = changed(STAGES, 'flows: { implicit: {', flows)
  expect(await messages('[write]', '[read, write]', text)).toEqual([])
  expect(await messages('[write]', '[rite, read, raed]', text)).toEqual([
    'the security scheme login has no scope rite',
    'the security scheme login has no scope raed',
  ])
})

it('only OAuth has scopes; with another scheme, they are roles, which nothing lists', async () => {
  expect(await found('[{ token: [] }]', '[{ token: [admin] }]')).toEqual([])
})

it.each(['write', '[5]', '{}', '[]'])('scopes that are %s are no matter of it', async (scopes) => {
  expect(await found('[write]', scopes)).toEqual([])
})

it('tokens have a format in HTTP alone, where they are those of a bearer', async () => {
  const token = 'token: { type: http, scheme: bearer, bearerFormat: JWT }'
  const text = changed(STAGES, token, 'token:\n      type: http\n      scheme: digest\n      bearerFormat: JWT')
  expect(told(checkSecurity(await documentOf(text)))).toEqual([
    `${lineOf(text, 'bearerFormat')}: bearerFormat has no meaning for the scheme digest`,
  ])
  expect(await found('scheme: bearer', 'scheme: Bearer')).toEqual([])
  for (const other of ['type: apiKey, bearerFormat: JWT', 'type: http, scheme: basic', 'type: http, bearerFormat: JWT'])
    expect(await found(token, `token: { ${other} }`)).toEqual([])
  expect(await found(token, 'token: { type: apiKey, scheme: basic, bearerFormat: JWT }')).toEqual([])
})
