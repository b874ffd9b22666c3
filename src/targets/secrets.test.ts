import { describe, expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { refuseSecrets, secretAt } from './secrets.ts'
import { valueOfData, valueOfFile } from './yaml-value.ts'

const ENV = { TOKEN: 'a token', LINES: 'two\nlines', FOREIGN: 'snow ☃', LATIN: 'é' }
const file = (text: string) => valueOfFile(parseSource(text, 'target.yaml'))
const data = (value: unknown) => valueOfData(value, 'target')
const FAULT = expect.objectContaining({ name: 'Fault' })

describe('a secret', () => {
  it('is what a variable holds, with what goes before it, which is no part of it', () => {
    expect(secretAt(file('{ env: TOKEN }'), ENV)).toEqual({ value: 'a token', text: 'a token' })
    expect(secretAt(data({ env: 'TOKEN', prefix: 'Bearer ' }), ENV)).toEqual({
      value: 'a token',
      text: 'Bearer a token',
    })
    expect(secretAt(file('{ env: LATIN }'), ENV)).toMatchObject({ value: 'é' })
  })

  it('is missing where the variable is not set, or empty', () => {
    expect(secretAt(file('{ env: NONE }'), ENV)).toEqual({ missing: expect.stringContaining('not set') })
    expect(secretAt(file('{ env: NONE }'), { NONE: '' })).toEqual({ missing: expect.stringContaining('empty') })
  })

  it('may stand in data as it is, and its scheme is no part of it', () => {
    expect(secretAt(data('Bearer  s3cret'), ENV)).toEqual({ value: 's3cret', text: 'Bearer  s3cret' })
    expect(secretAt(data('s3cret'), ENV)).toEqual({ value: 's3cret', text: 's3cret' })
    expect(secretAt(data('Bearer '), ENV)).toEqual({ value: 'Bearer ', text: 'Bearer ' })
  })

  it.each([
    'a-literal',
    '5',
    'true',
    '{ env: "A B" }',
    '{ env: "1A" }',
    '{ env: "A-B" }',
    '{ prefix: a }',
    '{ env: A, b: c }',
  ])('is not said by %s in a file', (text) => {
    expect(() => secretAt(file(text), ENV)).toThrow(FAULT)
  })

  it.each([{ env: 'LINES' }, { env: 'FOREIGN' }, 'two\nlines', 'snow ☃', 5, ''])(
    'that no header may hold is refused, and not quoted: %j',
    (value) => {
      expect(() => secretAt(data(value), ENV)).toThrow(FAULT)
      expect(() => secretAt(data(value), ENV)).not.toThrow(/two|snow/)
    },
  )
})

describe('in a file', () => {
  const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk'
  const DISORDERED = 'aB3dE5gH7jK9mN1pQ2sT4'

  it.each([
    `name: ${TOKEN}`,
    `scope: { departmentId: ${DISORDERED} }`,
    `scope: { tags: [a, ${DISORDERED}] }`,
    `scope: { ${DISORDERED}: a }`,
    `situations: [{ given: {}, values: { code: ${TOKEN} } }]`,
    `situations: [{ given: { ${DISORDERED}: [] } }]`,
  ])('%s is refused without being quoted', (text) => {
    expect(() => refuseSecrets(file(text))).toThrow(FAULT)
    expect(() => refuseSecrets(file(text))).not.toThrow(new RegExp(`${TOKEN}|${DISORDERED}`))
  })

  it('ids of subjects may be as disordered as secrets, and data may hold some', () => {
    expect(() => refuseSecrets(file(`situations: [{ values: { roomId: ${DISORDERED} } }]`))).not.toThrow()
    expect(() => refuseSecrets(data({ name: TOKEN }))).not.toThrow()
    expect(() =>
      refuseSecrets(file('name: staging\nurl: https://chat.example.org\nlist: [5, null, true]')),
    ).not.toThrow()
  })
})
