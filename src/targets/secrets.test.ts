import { describe, expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { refuseSecrets, secretAt } from './secrets.ts'
import { membersOf, valueOfData, valueOfFile } from './yaml-value.ts'

const ENV = { TOKEN: 'a token', LINES: 'two\nlines', FOREIGN: 'snow ☃', LATIN: ' ~\u00a0\u00ff' }
const file = (text: string) => valueOfFile(parseSource(text, 'target.yaml'))
const data = (value: unknown) => valueOfData(value, 'target')

describe('a secret', () => {
  it('is what a variable holds, with what goes before it, which is no part of it', () => {
    expect(secretAt(file('{ env: TOKEN }'), ENV)).toEqual({ value: 'a token', text: 'a token' })
    expect(secretAt(data({ env: 'TOKEN', prefix: 'Bearer ' }), ENV)).toEqual({
      value: 'a token',
      text: 'Bearer a token',
    })
    expect(secretAt(file('{ env: LATIN }'), ENV)).toEqual({ value: ' ~\u00a0\u00ff', text: ' ~\u00a0\u00ff' })
    for (const name of ['_a1', 'a1'])
      expect(secretAt(file(`{ env: ${name} }`), { _a1: 'x', a1: 'x' })).toEqual({ value: 'x', text: 'x' })
  })

  it('is missing where the variable is not set, or empty', () => {
    expect(secretAt(file('{ env: NONE }'), ENV)).toEqual({ missing: 'the variable NONE is not set' })
    expect(secretAt(file('{ env: NONE }'), { NONE: '' })).toEqual({ missing: 'the variable NONE is empty' })
  })

  it('may stand in data as it is, and its scheme is no part of it', () => {
    expect(secretAt(data('Bearer  s3cret'), ENV)).toEqual({ value: 's3cret', text: 'Bearer  s3cret' })
    for (const scheme of ['Basic', 'bearer', 'GenieKey'])
      expect(secretAt(data(`${scheme} s3cret`), ENV)).toEqual({ value: 's3cret', text: `${scheme} s3cret` })
    expect(secretAt(data('s3cret'), ENV)).toEqual({ value: 's3cret', text: 's3cret' })
    expect(secretAt(data('s3 cret key'), ENV)).toEqual({ value: 's3 cret key', text: 's3 cret key' })
    expect(secretAt(data('Bearer '), ENV)).toEqual({ value: 'Bearer ', text: 'Bearer ' })
  })

  const LITERAL = 'Name an environment variable instead: { env: NAME }.'
  const NAME = 'Use only letters, digits and _: RC_AGENT_TOKEN.'

  it.each([
    ['a-literal', 'it contains a literal value', LITERAL],
    ['5', 'it contains a literal value', LITERAL],
    ['true', 'it contains a literal value', LITERAL],
    ['null', 'it contains a literal value', LITERAL],
    ['{ env: "A B" }', 'env is not the name of a variable', NAME],
    ['{ env: "1A" }', 'env is not the name of a variable', NAME],
    ['{ env: "A-B" }', 'env is not the name of a variable', NAME],
    ['{ prefix: a }', 'the file has no env', 'Add env.'],
    ['{ env: A, prefix: 5 }', 'prefix is not a string', expect.any(String)],
    ['{ env: A, b: c }', 'there is no entry b', 'Known: env, prefix.'],
  ])('is not said by %s in a file', (text, message, fix) => {
    expect(() => secretAt(file(text), ENV)).toThrow(
      expect.objectContaining({ name: 'Fault', message: `target.yaml:1: ${message}`, fix }),
    )
  })

  const UNHEARD = [
    'contains a line break, or a character that is invalid in headers',
    'Set it again without; often it is the line break at the end of a file.',
  ] as const

  it.each([
    [{ env: 'LINES' }, `the variable LINES ${UNHEARD[0]}`, UNHEARD[1]],
    [{ env: 'FOREIGN' }, `the variable FOREIGN ${UNHEARD[0]}`, UNHEARD[1]],
    ['two\nlines', 'target contains a line break or another control character', 'Remove it.'],
    ['snow ☃', 'it contains a character that is invalid in headers', 'Use only Latin 1 characters.'],
    ['\u0080', 'it contains a character that is invalid in headers', 'Use only Latin 1 characters.'],
    ['\u0100', 'it contains a character that is invalid in headers', 'Use only Latin 1 characters.'],
    [5, 'it contains a literal value', LITERAL],
    ['', 'target is not a string', 'Write a string; put one that looks like a number in quotes.'],
  ])('that no header may hold is refused, and not quoted: %j', (value, message, fix) => {
    expect(() => secretAt(data(value), ENV)).toThrow(
      expect.objectContaining({ name: 'Fault', message: `target: ${message}`, fix }),
    )
  })

  it('is refused where it stands, by the name that it has there', () => {
    const [agent] = membersOf(file('agent:\n  Token: a'), 'identity').values()
    const [at] = agent ? membersOf(agent, 'header').values() : []
    expect(at && (() => secretAt(at, ENV))).toThrow(
      expect.objectContaining({ message: 'target.yaml:2: Token contains a literal value' }),
    )
  })
})

describe('in a file', () => {
  const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk'
  const DISORDERED = 'aB3dE5gH7jK9mN1pQ2sT4'

  it.each([
    [`url: a\nname: ${TOKEN}`, 2],
    [`scope:\n  departmentId: ${DISORDERED}`, 2],
    [`scope:\n  tags:\n    - a\n    - ${DISORDERED}`, 4],
    [`name: a\nscope:\n  a: b\n  ${DISORDERED}: a`, 2],
    [`situations:\n  - given: {}\n    values:\n      code: ${TOKEN}`, 4],
    [`situations:\n  - values: {}\n    given:\n      ${DISORDERED}: []`, 3],
    [`situations:\n  - values:\n      ${DISORDERED}: a`, 2],
    [`situations:\n  - given:\n      code: ${DISORDERED}`, 3],
    [`situations:\n  - values:\n      code:\n        ${DISORDERED}: a`, 3],
    [`others:\n  situations:\n    0:\n      values:\n        code: ${DISORDERED}`, 5],
  ])('%j is refused without being quoted', (text, line) => {
    expect(() => refuseSecrets(file(text))).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `target.yaml:${line}: this looks like a secret`,
        fix: 'Keep secrets out of files: put it into an environment variable, and name that: { env: NAME }.',
      }),
    )
  })

  it('ids of subjects may be as disordered as secrets, and data may hold some', () => {
    const ten = '{}, '.repeat(10)
    for (const others of ['', ten])
      expect(() => refuseSecrets(file(`situations: [${others}{ values: { roomId: ${DISORDERED} } }]`))).not.toThrow()
    expect(() => refuseSecrets(data({ name: TOKEN }))).not.toThrow()
    expect(() =>
      refuseSecrets(file('name: staging\nurl: https://chat.example.org\nlist: [5, null, true]')),
    ).not.toThrow()
  })
})
