import { expect, it } from 'vitest'
import { changed, documentOf, lineOf, STAGES, told } from '../testing/documents.ts'
import { checkPathParameters, templateNames } from './path-parameters.ts'

const OWN = '[{ name: q, in: query, schema: { type: string } }]'
const SHARED = '{ name: id, in: path, required: true, schema: { type: string } }'
const checked = async (from: string, to: string) =>
  told(checkPathParameters(await documentOf(changed(STAGES, from, to))))

it('the names of a path are those in braces, in their order, each as often as it is there', () => {
  expect(
    ['/a', '/{a}/b/{c}', '/{a}{b}.{a}', '/{}', '/{a', '/a}', '/{a/{b}', '/{user-id}/{a b.c}'].map(templateNames),
  ).toEqual([[], ['a', 'c'], ['a', 'b', 'a'], [], [], [], ['b'], ['user-id', 'a b.c']])
})

it('a parameter of the path may be that of the operation, or of both, which is no repetition', async () => {
  expect(await checked(OWN, `[${SHARED}]`)).toEqual([])
  expect(await checked(`      - ${SHARED}\n`, '      []\n')).toEqual([
    `${lineOf(STAGES, '    get:')}: the operation does not declare the {id} of its path`,
  ])
})

it('a parameter of a name elsewhere is not that of the path', async () => {
  expect(await checked('in: path, required', 'in: header, required')).toEqual([
    `${lineOf(STAGES, '    get:')}: the operation does not declare the {id} of its path`,
  ])
  expect(await checked(OWN, '[{ name: other, in: header, schema: {} }]')).toEqual([])
})

it('a parameter without a name is no matter of it', async () => {
  expect(await checked(OWN, '[{ in: path }, { in: path }, { name: 5, in: path }, { name: 5, in: path }]')).toEqual([])
})

it('one parameter in two places is two, and the second in the same place is told with it', async () => {
  const text = changed(
    STAGES,
    OWN,
    '\n        - { name: q, in: query }\n        - { name: q, in: header }\n        - { name: q, in: query, schema: {} }',
  )
  expect(checkPathParameters(await documentOf(text))).toMatchObject([
    {
      check: 'path-parameters',
      line: lineOf(text, '{ name: q, in: query, schema'),
      message: 'the parameter q in query is listed twice',
      fix: 'Remove one of them.',
    },
  ])
})

it('two parameters of other names in one place are two; a parameter is told on the line of its name', async () => {
  const two = '\n        - { name: q, in: query }\n        - { name: r, in: query }'
  expect(await checked(OWN, two)).toEqual([])
  const repeated = '\n        - { name: q, in: query }\n        - in: query\n          name: q'
  expect(await checked(OWN, repeated)).toEqual([
    `${lineOf(changed(STAGES, OWN, repeated), '          name: q')}: the parameter q in query is listed twice`,
  ])
  const superfluous = '\n        - in: path\n          name: other'
  expect(await checked(OWN, superfluous)).toEqual([
    `${lineOf(changed(STAGES, OWN, superfluous), 'name: other')}: the path /stages/{id} has no {other}`,
  ])
})

it('each operation of a path declares each of its names', async () => {
  const text = changed(STAGES, `      - ${SHARED}\n    get:`, '      []\n    delete: { responses: {} }\n    get:')
  const none = 'the operation does not declare the {id} of its path'
  expect(told(checkPathParameters(await documentOf(text)))).toEqual([
    `${lineOf(text, '    get:')}: ${none}`,
    `${lineOf(text, '    delete:')}: ${none}`,
  ])
})

it('what is missing in a path or an operation is told with what to write', async () => {
  const findings = checkPathParameters(await documentOf(changed(STAGES, '/stages/{id}:', '/stages/{ids}/{ids}:')))
  expect(findings.map(({ fix }) => fix)).toEqual([
    'Give one of them another name.',
    'Add it to the path, correct the name, or remove the parameter.',
    'Add { name: ids, in: path, required: true, schema: … } to its parameters.',
  ])
})

it('an operation one of whose own parameters leads nowhere may declare the name there', async () => {
  const text = changed(STAGES, `      - ${SHARED}\n`, '      []\n')
  expect(checkPathParameters(await documentOf(changed(text, OWN, "[{ $ref: '#/nowhere' }]")))).toEqual([])
})
