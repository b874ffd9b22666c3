import { describe, expect, it } from 'vitest'
import { checkStructure } from '../structure.ts'
import { documentOf } from '../testing/documents.ts'

/** What is wrong with a document of this version that has these members. */
async function faultsIn(version: string, more: object): Promise<string[]> {
  const document = { openapi: version, info: { title: 'Stage', version: '1' }, paths: {}, ...more }
  return checkStructure(await documentOf(JSON.stringify(document))).map(({ message }) => message)
}

const ok = { 200: { description: 'ok' } }
const at = (item: object): object => ({ paths: { '/stage': item } })
const get = (operation: object): object => at({ get: { responses: ok, ...operation } })
const json = (media: object): object =>
  get({ responses: { 200: { description: 'ok', content: { 'application/json': media } } } })
const scheme = (value: object): object => ({ components: { securitySchemes: { key: value } } })
const link = (value: object): object => get({ responses: { 200: { description: 'ok', links: { next: value } } } })

describe('the schema of documents of 3.1, where the published one is wrong, takes', () => {
  it.each<[string, object]>([
    ['any schema of a component', { components: { schemas: { A: false, B: { type: 'text' } } } }],
    ['any schema of a header', get({ responses: { 200: { description: 'ok', headers: { A: { schema: false } } } } })],
    ['any schema of a body', json({ schema: false })],
    ['any schema of a parameter', get({ parameters: [{ name: 'a', in: 'query', schema: false }] })],
    [
      'a description of a variable',
      { servers: [{ url: '/{a}', variables: { a: { default: 'b', description: 'c' } } }] },
    ],
    ['a license without a place', { info: { title: 'Stage', version: '1', license: { name: 'MIT' } } }],
    ['a server of a link', link({ operationId: 'a', server: { url: '/' } })],
    ['parameters of a link of any kind', link({ operationId: 'a', parameters: { b: 5 } })],
    ['a link by its operation', link({ operationRef: '#/paths' })],
    ['schemes in any case', scheme({ type: 'http', scheme: 'Bearer', bearerFormat: 'JWT' })],
  ])('%s', async (_, more) => {
    expect(await faultsIn('3.1.0', more)).toEqual([])
  })

  it.each<[string, object, string]>([
    ['no parameter without a name', get({ parameters: [{ in: 'query', schema: {} }] }), 'parameters[0] has no name'],
    [
      'no description that is no text',
      { servers: [{ url: '/', variables: { a: { default: 'b', description: 5 } } }] },
      'description must be string, but is 5 (a number)',
    ],
    [
      'no license of two places',
      { info: { title: 'S', version: '1', license: { name: 'M', identifier: 'M', url: 'a' } } },
      'license must not have both identifier and url',
    ],
    [
      'no link of two operations',
      link({ operationId: 'a', operationRef: 'b' }),
      'next must not have both operationId and operationRef',
    ],
    [
      'no parameters of a link that are a text',
      link({ operationId: 'a', parameters: 'b' }),
      'parameters must be object, but is "b" (a text)',
    ],
    ['no server of a link without a URL', link({ operationId: 'a', server: {} }), 'server has no url'],
  ])('%s', async (_, more, message) => {
    expect(await faultsIn('3.1.0', more)).toEqual([message])
  })
})

describe('the schema of documents of 3.2 takes what 3.1 does not know:', () => {
  it.each<[string, object]>([
    ['$self', { $self: 'https://a.example' }],
    ['the name of a server', { servers: [{ url: '/', name: 'a' }] }],
    ['the summary of a tag', { tags: [{ name: 'a', summary: 'b' }] }],
    ['the parent of a tag', { tags: [{ name: 'a', parent: 'b' }] }],
    ['the kind of a tag', { tags: [{ name: 'a', kind: 'b' }] }],
    ['the method QUERY', at({ query: { responses: ok } })],
    ['other methods', at({ additionalOperations: { COPY: { responses: ok } } })],
    ['a whole query as a parameter', get({ parameters: [{ name: 'a', in: 'querystring', content: { 'a/b': {} } }] })],
    ['the summary of a response', get({ responses: { 200: { summary: 'a', description: 'b' } } })],
    ['a response without a description', get({ responses: { 200: {} } })],
    ['the data of an example', json({ examples: { a: { dataValue: 5 } } })],
    ['the text of an example', json({ examples: { a: { serializedValue: '5' } } })],
    ['the schema of items', json({ itemSchema: false })],
    ['the encoding of the first items', json({ prefixEncoding: [{}] })],
    ['the encoding of items', json({ itemEncoding: {} })],
    ['an encoding within an encoding', json({ encoding: { a: { encoding: {} } } })],
    ['first items within an encoding', json({ encoding: { a: { prefixEncoding: [] } } })],
    ['items within an encoding', json({ encoding: { a: { itemEncoding: {} } } })],
    ['media types as components', { components: { mediaTypes: {} } }],
    ['a scheme that is deprecated', scheme({ type: 'http', scheme: 'basic', deprecated: true })],
    ['where OAuth is described', scheme({ type: 'oauth2', flows: {}, oauth2MetadataUrl: 'https://a.example' })],
    ['the flow of devices', scheme({ type: 'oauth2', flows: { deviceAuthorization: {} } })],
  ])('%s', async (_, more) => {
    expect(await faultsIn('3.2.0', more)).toEqual([])
    expect(await faultsIn('3.1.0', more)).not.toEqual([])
  })

  it.each(['query', 'header', 'cookie'])('a parameter in %s, as before', async (place) => {
    expect(await faultsIn('3.2.0', get({ parameters: [{ name: 'a', in: place, schema: {} }] }))).toEqual([])
  })

  it.each<[string, object, ...string[]]>([
    ['$self', { $self: 5 }],
    ['name', { servers: [{ url: '/', name: 5 }] }],
    ['COPY', at({ additionalOperations: { COPY: 5 } })],
    ['summary', get({ responses: { 200: { summary: 5 } } })],
    ['serializedValue', json({ examples: { a: { serializedValue: 5 } } })],
    ['encoding', json({ encoding: { a: { encoding: 5 } } })],
    ['prefixEncoding', json({ encoding: { a: { prefixEncoding: {} } } })],
    ['itemEncoding', json({ encoding: { a: { itemEncoding: 5 } } })],
    ['mediaTypes', { components: { mediaTypes: 5 } }],
    ['deprecated', scheme({ type: 'http', scheme: 'basic', deprecated: 5 })],
    ['oauth2MetadataUrl', scheme({ type: 'oauth2', flows: {}, oauth2MetadataUrl: 5 })],
    ['deviceAuthorization', scheme({ type: 'oauth2', flows: { deviceAuthorization: 5 } }), 'flows is not allowed here'],
  ])('%s in no other form', async (word, more, ...others) => {
    const faults = await faultsIn('3.2.0', more)
    expect(faults.map((fault) => fault.split(' must be ')[0])).toEqual([word, ...others])
  })

  it('and none of them in another form', async () => {
    expect(await faultsIn('3.2.0', { tags: [{ name: 'a', summary: 5, parent: 5, kind: 5 }] })).toHaveLength(3)
    expect(await faultsIn('3.2.0', at({ query: { responses: 5 } }))).toHaveLength(1)
    expect(await faultsIn('3.2.0', json({ itemEncoding: 5, prefixEncoding: 5 }))).toHaveLength(2)
  })
})
