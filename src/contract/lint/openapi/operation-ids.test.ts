import { expect, it } from 'vitest'
import { documentOf, lineOf, told } from '../testing/documents.ts'
import { checkOperationIds, everyOperation } from './operation-ids.ts'

const withPaths = (paths: string): string => `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
${paths}
`
const look = (id: string, more = ''): string =>
  `{ get: { operationId: ${id}, responses: { '200': { description: ok${more} } } } }`

const found = async (paths: string) => checkOperationIds(await documentOf(withPaths(paths)))

it('each further operation of a name is told, on its own line', async () => {
  const paths = `  /a: ${look('one')}\n  /b: ${look('two')}\n  /c: ${look('one')}\n  /d: ${look('one')}`
  const message = 'another operation of this document is also named one'
  const text = withPaths(paths)
  expect(await found(paths)).toMatchObject([
    { check: 'operation-ids', line: lineOf(text, '/c'), message, fix: 'Give one of them another name.' },
    { check: 'operation-ids', line: lineOf(text, '/d'), message },
  ])
})

it('a name that is taken is told on the line of the name', async () => {
  const paths = `  /a: ${look('one')}\n  /b:\n    get:\n      responses: { '200': { description: ok } }\n      operationId: one`
  expect(await found(paths)).toMatchObject([{ line: lineOf(withPaths(paths), '      operationId: one') }])
})

it('what is no text names no operation', async () => {
  expect(await found(`  /a: ${look('5')}\n  /b: ${look('5')}`)).toEqual([])
})

it('a link may lead to any operation of the document, one above it too', async () => {
  const linked = (id: string): string => look('two', `, links: { self: { operationId: ${id} } }`)
  for (const id of ['one', 'two', 'three'])
    expect(await found(`  /a: ${look('one')}\n  /b: ${linked(id)}\n  /c: ${look('three')}`)).toEqual([])
  const paths = `  /a:
    get:
      responses:
        '200':
          description: ok
          links:
            self:
              description: again
              operationId: four`
  expect(await found(paths)).toMatchObject([
    {
      line: lineOf(withPaths(paths), 'operationId: four'),
      message: 'no operation is named four',
      fix: 'Correct the name, or add the operation.',
    },
  ])
})

it('a link by the place of its operation, or by no text, is no matter of it', async () => {
  for (const link of ["{ operationRef: '#/paths/~1a/get' }", '{ operationId: 5 }', '{}'])
    expect(await found(`  /a: ${look('one', `, links: { self: ${link} }`)}`)).toEqual([])
})

it('links of every response are read', async () => {
  const responses = `'200': { description: ok }, '404': { description: no, links: { a: { operationId: x }, b: { operationId: y } } }`
  expect(told(await found(`  /a: { get: { responses: { ${responses} } } }`)).map((each) => each.slice(3))).toEqual([
    'no operation is named x',
    'no operation is named y',
  ])
})

it('an operation that several paths share is that of the first', () => {
  const shared = { get: { operationId: 'one' } }
  const value = { paths: { '/a': shared, '/b': { get: {} }, '/c': shared }, webhooks: { told: shared } }
  expect(
    everyOperation({ path: [], value })
      .map(({ path }) => path.join(' '))
      .toSorted(),
  ).toEqual(['paths /a get', 'paths /b get'])
})
