import { describe, expect, it } from 'vitest'
import { lintDocuments } from '../lint.ts'
import { changed, documentOf, lineOf, STAGES, told } from '../testing/documents.ts'

const found = async (text: string) => told(await lintDocuments([await documentOf(text)]))

it.each(['3.0.3', '3.1.0', '3.2.0'])('nothing is found where all is well in %s', async (version) => {
  expect(await found(changed(STAGES, '3.1.0', version))).toEqual([])
})

describe('lint finds', () => {
  it.each([
    [
      'a parameter that the path lacks',
      '/stages/{id}:',
      '/stages/{ids}:',
      [
        ['name: id', 'the path /stages/{ids} has no {id}'],
        ['get:', 'the operation does not declare the {ids} of its path'],
      ],
    ],
    [
      'a path parameter of one operation that the path lacks',
      '{ name: q, in: query,',
      '{ name: q, in: path, required: true,',
      [['name: q', 'the path /stages/{id} has no {q}']],
    ],
    [
      'a part of the path that no parameter declares',
      'in: path, required: true',
      'in: query',
      [['get:', 'the operation does not declare the {id} of its path']],
    ],
    [
      'a part that the path has twice',
      '/stages/{id}:',
      '/stages/{id}/{id}:',
      [['/{id}/{id}', 'the path has {id} twice']],
    ],
    [
      'a parameter that is listed twice',
      '{ name: q,',
      '{ name: q, in: query, schema: {} }, { name: q,',
      [['name: q', 'the parameter q in query is listed twice']],
    ],
    [
      'a parameter of a path that is listed twice',
      '{ name: id,',
      '{ name: id, in: path, required: true, schema: {} }\n      - { name: id,',
      [['name: id, in: path, required: true, schema: { type', 'the parameter id in path is listed twice']],
    ],
    [
      'once a part that the path has twice, and no parameter declares',
      '/stages/{id}:',
      '/stages/{ids}/{ids}:',
      [
        ['/{ids}/{ids}', 'the path has {ids} twice'],
        ['name: id', 'the path /stages/{ids}/{ids} has no {id}'],
        ['get:', 'the operation does not declare the {ids} of its path'],
      ],
    ],
    [
      'one operationId twice',
      'operationId: addStage',
      'operationId: getStage # again',
      [['# again', 'another operation of this document is also named getStage']],
    ],
    [
      'a link to no operation',
      '{ operationId: getStage }',
      '{ operationId: getStages }',
      [['getStages', 'no operation is named getStages']],
    ],
    [
      'two paths that match the same',
      '  /stages:',
      '  /stages/{name}: { parameters: [{ name: name, in: path, required: true, schema: {} }] }\n  /stages:',
      [['/stages/{name}', '/stages/{name} matches the same requests as /stages/{id}']],
    ],
    [
      'two paths of several parts that match the same',
      '  /stages:',
      '  /a/{x}/{y}: { parameters: [{ name: x, in: path, required: true, schema: {} }, { name: y, in: path, required: true, schema: {} }] }\n  /a/{z}/{w}: { parameters: [{ name: z, in: path, required: true, schema: {} }, { name: w, in: path, required: true, schema: {} }] }\n  /stages:',
      [['/a/{z}/{w}', '/a/{z}/{w} matches the same requests as /a/{x}/{y}']],
    ],
    [
      'an unknown security scheme',
      '[{ token: [] }]',
      '[{ tokne: [] }]',
      [['tokne', 'no security scheme is named tokne']],
    ],
    [
      'an unknown security scheme of an operation',
      '{ login: [write] }',
      '{ logon: [] }',
      [['logon', 'no security scheme is named logon']],
    ],
    ['an unknown scope', '[write]', '[read]', [['[read]', 'the security scheme login has no scope read']]],
    [
      'an undeclared server variable',
      'https://{region}.',
      'https://{region}.{zone}.',
      [['{zone}', 'the server has no variable zone']],
    ],
    [
      'a server variable that the URL lacks',
      'https://{region}.',
      'https://',
      [['region', 'the URL of the server has no {region}']],
    ],
    [
      'a default that is none of the values of a server variable',
      'default: eu',
      'default: asia',
      [['asia', 'the default "asia" (a text) is not one of the variable\'s values: eu, us']],
    ],
    [
      'a default of another type',
      'default: on',
      'default: 5',
      [['default: 5', 'default must be string, but is 5 (a number)']],
    ],
    [
      'a default that enum excludes',
      'default: on',
      'default: dim',
      [['dim', 'default must be on or off, but is "dim" (a text)']],
    ],
    [
      'a value of enum of another type',
      '[on, off]',
      '[on, off, 5]',
      [['off, 5', 'enum[2] must be string, but is 5 (a number)']],
    ],
    [
      'a constant of another type',
      'default: on',
      'const: 5',
      [['const: 5', 'const must be string, but is 5 (a number)']],
    ],
    [
      'a format of tokens of a scheme that has none',
      'scheme: bearer',
      'scheme: basic',
      [['scheme: basic', 'bearerFormat has no meaning for the scheme basic']],
    ],
  ] as const)('%s', async (_, from, to, expected) => {
    const text = changed(STAGES, from, to)
    expect((await found(text)).toSorted()).toEqual(
      expected.map(([at, message]) => `${lineOf(text, at)}: ${message}`).toSorted(),
    )
  })

  it('no two operations without an operationId', async () => {
    const unnamed = "  /stages:\n    delete: { responses: { '200': { description: ok } } }\n"
    expect(await found(changed(changed(STAGES, '      operationId: addStage\n', ''), '  /stages:\n', unnamed))).toEqual(
      [],
    )
  })

  it('a security scheme by its URI, before version 3.2', async () => {
    const text = changed(STAGES, '[{ token: [] }]', "[{ 'urn:token': [] }]")
    expect(await found(text)).toEqual([`${lineOf(text, 'urn:token')}: no security scheme is named urn:token`])
    expect(await found(changed(text, '3.1.0', '3.2.0'))).toEqual([])
  })

  it('the same operationId in an operation that two paths share by a $ref only once', async () => {
    const text = changed(STAGES, '  /stages:\n', "  /acts/{id}: { $ref: '#/paths/~1stages~1{id}' }\n  /stages:\n")
    expect(await found(text)).toEqual([])
  })
})

describe('no alarm is raised by', () => {
  const withParts = (version: string, body: string, answer: string): string => `openapi: ${version}
info: { title: Stage, version: 1.0.0, license: { name: MIT } }
paths:
  /stages:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Stage' }, example: ${body} } } }
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/Stage' }, example: ${answer} } }
components:
  schemas:
    Stage:
      allOf:
        - { $ref: '#/components/schemas/Named' }
        - required: [id, secret]
      properties: { id: { type: integer, readOnly: true }, secret: { type: string, writeOnly: true } }
    Named: { type: object, required: [name], properties: { name: { type: string } } }
`

  it.each(['3.0.3', '3.1.0'])('schemes in any case, in %s', async (version) => {
    for (const scheme of ['Bearer', 'BEARER', 'Basic'])
      expect(
        await found(
          changed(
            changed(STAGES, '3.1.0', version),
            'scheme: bearer, bearerFormat: JWT',
            scheme === 'Basic' ? 'scheme: Basic' : `scheme: ${scheme}, bearerFormat: JWT`,
          ),
        ),
      ).toEqual([])
  })

  it.each(['3.0.3', '3.1.0'])('members that only go the other way, in %s', async (version) => {
    expect(await found(withParts(version, '{ name: a, secret: s }', '{ name: a, id: 1 }'))).toEqual([])
    expect(await found(withParts(version, '{ name: a }', '{ id: 1 }'))).toEqual([
      '6: the example has no secret',
      '10: the example has no name',
    ])
  })

  it.each([
    ['a description of a server variable', 'default: eu,', 'default: eu, description: where,'],
    ['one name of parameters in several places', '{ name: q,', '{ name: q, in: header, schema: {} }, { name: q,'],
    ['a server of a link', '{ operationId: getStage } }', '{ operationId: getStage, server: { url: / } } }'],
    [
      'values of any kind for the parameters of a link',
      '{ operationId: getStage } }',
      '{ operationId: getStage, parameters: { id: 5 } } }',
    ],
    ['null among the values of a nullable schema', '[on, off]', '[on, off, null]\n      nullable: true'],
    [
      'a default beside a $ref',
      'default: on',
      "default: on\n    Lamp: { properties: { light: { $ref: '#/components/schemas/Light', default: off } } }",
    ],
  ])('%s', async (_, from, to) => {
    expect(await found(changed(STAGES, from, to))).toEqual([])
  })
})
