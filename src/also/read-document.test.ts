import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { readAlsoDocument } from './read-document.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-also-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

const RESPONSES = `responses: { '200': { description: d, content: { application/json: { schema: { $ref: PLACE } } } } }`
const documented = (place: string, version = 'openapi: 3.1.0'): string => `${version}
info: { title: t, version: '1' }
paths:
  /a/{id}:
    get:
      operationId: readA
      ${RESPONSES.replace('PLACE', `'${place}'`)}
    delete: { responses: { '204': { description: d } } }
  /b:
    post: { operationId: 5, responses: { '204': { description: d } } }
components: { schemas: { A: { type: string } } }
`

const NAME = 'Name a file that begins with `openapi: 3…` or `swagger: "2.0"`.'

describe('a document with operations of others', () => {
  it.each(['openapi: 3.1.0', 'openapi: 3.0.3', 'swagger: "2.0"'])(
    'of %s has them, with file and name',
    async (version) => {
      const path = await written('own.yaml', documented('#/components/schemas/A', version))
      const { operations } = await readAlsoDocument(path)
      const file = relative('', path)
      expect(operations).toEqual([
        { path: '/a/{id}', method: 'GET', file, operation: 'readA' },
        { path: '/a/{id}', method: 'DELETE', file },
        { path: '/b', method: 'POST', file },
      ])
    },
  )

  const schemaIn = (form: object): unknown =>
    Object(form).paths['/a/{id}'].get.responses['200'].content['application/json'].schema

  it('is given to Prism as it is written if it refers only to itself, a copy each time', async () => {
    const { toPrism } = await readAlsoDocument(await written('own.yaml', documented('#/components/schemas/A')))
    const [one, other] = [toPrism(), toPrism()]
    expect([schemaIn(one), one]).toEqual([{ $ref: '#/components/schemas/A' }, other])
    expect(one).not.toBe(other)
  })

  it('is given to Prism with the parts of other files in their places', async () => {
    await written('other.yaml', 'A: { type: integer }')
    const { toPrism } = await readAlsoDocument(await written('own.yaml', documented('other.yaml#/A')))
    expect(schemaIn(toPrism())).toEqual({ type: 'integer' })
  })

  it('that refers to one with a fault is refused, with its file and line', async () => {
    await written('twice.yaml', 'A: { type: integer }\nA: { type: string }')
    const path = await written('own.yaml', documented('twice.yaml#/A'))
    await expect(readAlsoDocument(path)).rejects.toMatchObject({
      name: 'Fault',
      message: `${relative('', join(folder, 'twice.yaml'))}:2: the key A is already in line 1`,
      fix: 'Rename or remove one of them.',
    })
  })

  it.each([
    ['is none', 'a: 1', 1, 'this is no OpenAPI document', NAME],
    ['is a list', '- 1', 1, 'this is no OpenAPI document', NAME],
    ['has a version that is no text', 'openapi: 3', 1, 'this is no OpenAPI document', NAME],
    ['has no operation', 'openapi: 3.1.0\n\npaths: {}', 3, 'there is no operation', 'Add one below `paths`.'],
    ['has a key twice', `${documented('#/components/schemas/A')}paths: {}`, 12, 'paths', ''],
    [
      'has a key twice, and refers to nowhere',
      `${documented('#/components/schemas/B')}info: {}`,
      12,
      'the key info is already in line 2',
      'Rename or remove one of them.',
    ],
    ['refers to nowhere', documented('#/components/schemas/B'), 7, '#/components/schemas/B leads nowhere', ''],
  ])('that %s is refused, with its line', async (_, text, line, message, fix) => {
    const path = await written('refused.yaml', text)
    const fault = await readAlsoDocument(path).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(Fault)
    expect(fault).toMatchObject({
      message: expect.stringMatching(new RegExp(`refused\\.yaml:${line}: .*${message}`)),
      fix: expect.stringContaining(fix),
    })
  })
})
