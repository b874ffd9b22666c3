import { expect, it } from 'vitest'
import { headerOf, requestOf } from '../../tests/support/request-of.ts'
import type { AlsoOperation } from './also-operation.ts'
import { createAnswerByPrism } from './answer-by-prism.ts'

const FILE = 'own.yaml'
const operations: readonly AlsoOperation[] = [{ method: 'GET', path: '/names/{name}', file: FILE }]

/** Answers a GET from a document with this parameter. */
async function answering(
  schema: object,
  response: object = { content: { 'application/json': { example: 'here' } } },
  status = '200',
  patienceMs?: number,
) {
  const toPrism = () => ({
    openapi: '3.0.3',
    info: { title: 'Own', version: '1' },
    paths: {
      '/names/{name}': {
        get: {
          parameters: [{ name: 'name', in: 'path', required: true, schema }],
          responses: { [status]: { description: 'Here.', ...response } },
        },
      },
    },
  })
  const answer = await createAnswerByPrism([{ operations, toPrism }], patienceMs)
  return (name: string, operation: AlsoOperation | undefined = operations[0], headers = {}) => {
    if (!operation) throw new Error('the document has an operation')
    return answer(operation, { ...requestOf('GET', `/names/${name}`), headers }, `/names/${name}`, '')
  }
}

it('an answer is from the example, and marked; a text is sent as it is, nothing as nothing', async () => {
  const json = await (await answering({ type: 'string' }))('ann')
  expect([json.status, json.body, json.about.cause]).toEqual([200, 'here', 'from own.yaml, by Prism'])
  expect(json.headers.slice(-2)).toEqual(['Greenroom-Outcome', 'prism'])
  const list = { content: { 'application/json': { example: ['a'] } } }
  expect((await (await answering({ type: 'string' }, list))('ann')).body).toBe('["a"]')
  expect((await (await answering({ type: 'string' }, {}))('ann')).body).toBe('')
  const none = { content: { 'application/json': { schema: { nullable: true }, example: null } } }
  expect((await (await answering({ type: 'string' }, none))('ann')).body).toBe('')
})

it('a response without a body that is wished for says so', async () => {
  const ask = await answering({ type: 'string' }, {}, '204')
  const answer = await ask('ann', operations[0], { prefer: 'code=204' })
  expect([answer.status, answer.headers.slice(-6)]).toEqual([
    204,
    ['Preference-Applied', 'code=204', 'Vary', 'Prefer', 'Greenroom-Outcome', 'prism'],
  ])
})

it('a header that cannot be sent is named in the cause', async () => {
  const headers = { 'bad name': { schema: { type: 'string' }, example: 'x' } }
  const ask = await answering({ type: 'integer' }, { headers })
  expect((await ask('7')).about.cause).toBe(
    'from own.yaml, by Prism: without the headers "bad name", which HTTP does not allow',
  )
})

it.each([
  ['default', 200],
  ['2xx', 200],
  ['2XX', 200],
  ['3XX', 300],
  ['4xx', 400],
  ['5xx', 500],
  ['503', 503],
  ['299', 299],
  ['101', 500],
  ['1XX', 500],
  ['odd', 500],
])('a response for the status %s is answered with %i', async (documented, status) => {
  const ask = await answering({ type: 'string' }, {}, documented)
  const answer = await ask('ann')
  const isDocumented = !['101', '1XX', 'odd'].includes(documented)
  expect([answer.status, answer.about.cause === 'from own.yaml, by Prism']).toEqual([status, isDocumented])
})

it('an operation that Prism does not know is a 501 that names it', async () => {
  const ask = await answering({ type: 'string' })
  for (const operation of [
    { method: 'GET', path: '/other', file: FILE },
    { method: 'GET', path: '/names/{name}', file: 'other.yaml' },
  ]) {
    const { status, body, about } = await ask('ann', operation)
    expect([status, JSON.parse(body), about.cause]).toEqual([
      501,
      { title: 'Not read by Prism', status: 501, detail: `Prism does not answer GET ${operation.path}.` },
      `${operation.file} has it, and Prism does not`,
    ])
  }
})

it('a document that Prism cannot read is refused', async () => {
  await expect(createAnswerByPrism([{ operations, toPrism: () => ({}) }])).rejects.toMatchObject({
    message: 'own.yaml cannot be read by Prism: Unsupported document format',
    fix: 'Check it with greenroom lint, and correct what that reports.',
  })
})

const SLOW = { type: 'string', pattern: '^(a+)+$' }

it('a request that a pattern judges for too long gets a 503 in the end, and the next one its answer', async () => {
  const ask = await answering(SLOW, undefined, undefined, 500)
  const { status, body } = await ask(`${'a'.repeat(40)}!`)
  expect([status, JSON.parse(body).title]).toEqual([503, 'The request takes too long to judge'])
  expect(JSON.parse(body).detail).toBe(
    'A pattern of own.yaml for GET /names/{name} takes more than 0.5 s on this request. Write it without repetitions of repetitions, such as (a+)+.',
  )
  expect((await ask('aaa')).status).toBe(200)
})

it('it takes 2 s by itself', { tags: ['full'] }, async () => {
  const { status, body } = await (await answering(SLOW))(`${'a'.repeat(40)}!`)
  expect([status, JSON.parse(body).detail]).toEqual([503, expect.stringContaining('takes more than 2 s')])
})

/** Answers a request for `/names` from this operation, whose method is POST. */
async function posting(operation: object, more: object = {}) {
  const known: AlsoOperation = { method: 'POST', path: '/names', file: FILE }
  const paths = { '/names': { post: { responses: { 200: { description: 'ok' } }, ...operation } } }
  const toPrism = () => ({ openapi: '3.0.3', info: { title: 'Own', version: '1' }, paths, ...more })
  const answer = await createAnswerByPrism([{ operations: [known], toPrism }])
  return (query: string, headers: Record<string, string> = {}, body = '') =>
    answer(known, { ...requestOf('POST', `/names?${query}`, { body }), headers }, '/names', query)
}
it.each(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])('a method may be %s', async (method) => {
  const known: AlsoOperation = { method: method.toUpperCase(), path: '/names', file: FILE }
  const paths = { '/names': { [method]: { responses: { 204: { description: 'done' } } } } }
  const toPrism = () => ({ openapi: '3.0.3', info: { title: 'Own', version: '1' }, paths })
  const answer = await createAnswerByPrism([{ operations: [known], toPrism }])
  expect((await answer(known, requestOf(known.method, '/names'), '/names', '')).status).toBe(204)
})

const EXAMPLES = { a: { value: 'first' }, b: { value: 'second' } }
const NAMED = { 200: { description: 'ok', content: { 'application/json': { examples: EXAMPLES } } } }

it('a warning is told, and keeps nothing from being answered as it was wished', async () => {
  const parameters = [{ name: 'old', in: 'query', deprecated: true, schema: { type: 'integer' } }]
  const ask = await posting({ parameters, responses: NAMED })
  const warned = await ask('old=1', { prefer: 'example=b' })
  expect([warned.status, warned.body, warned.about.cause]).toEqual([
    200,
    'second',
    'from own.yaml, by Prism: Query param old is deprecated (/query/old)',
  ])
  expect(headerOf(warned.headers, 'Preference-Applied')).toBe('example=b')
  const wrong = await ask('old=x', { prefer: 'example=b' })
  expect([wrong.status, headerOf(wrong.headers, 'Preference-Applied')]).toEqual([422, undefined])
})

it('who calls, the query and the body are judged as the document says', async () => {
  const parameters = [{ name: 'count', in: 'query', required: true, schema: { type: 'integer' } }]
  const requestBody = {
    required: true,
    content: { 'application/json': { schema: { type: 'object', required: ['a'] } } },
  }
  const ask = await posting(
    { parameters, requestBody, security: [{ key: [] }] },
    { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } } },
  )
  const known = { 'x-key': 'k', 'content-type': 'application/json' }
  const statuses = [
    await ask('count=1', known, '{"a":1}'),
    await ask('count=1', { 'content-type': 'application/json' }, '{"a":1}'),
    await ask('count=x', known, '{"a":1}'),
    await ask('count=1', known, '{}'),
    await ask('count=1', known),
  ].map(({ status }) => status)
  expect(statuses).toEqual([200, 401, 422, 422, 422])
})

it('an example is sent as it is, and one that its schema refuses, too', async () => {
  const content = { 'application/json': { schema: { type: 'integer' }, example: 'none' } }
  const ask = await posting({ responses: { 200: { description: 'ok', content } } })
  expect(await ask('')).toMatchObject({ status: 200, body: 'none' })
  const drawn = { 'application/json': { schema: { type: 'string', enum: ['only'] } } }
  const dynamic = await posting({ responses: { 200: { description: 'ok', content: drawn } } })
  expect(await dynamic('__dynamic=true')).toMatchObject({ status: 200, body: 'only' })
})

it('an operation without a response that can be sent names what to add', async () => {
  const answer = await (await posting({ responses: { 101: { description: 'on' } } }))('')
  const { title, detail } = JSON.parse(answer.body)
  expect([answer.status, title, detail, answer.headers.at(-1)]).toEqual([
    500,
    'No answer is documented',
    'own.yaml documents no response with a status of 200 to 599 for POST /names. Add one.',
    'prism',
  ])
})
