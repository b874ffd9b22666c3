import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'

const DOCUMENT = 'tests/support/rest-of-the-api.openapi.yaml'
const HOSTILE = 'tests/support/hostile.openapi.yaml'
const TOKEN = { 'x-auth-token': 't' }

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ also: [DOCUMENT, HOSTILE] })
})
afterAll(() => server.close())

async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${server.url}${path}`, init)
  return { status: answer.status, outcome: answer.headers.get('greenroom-outcome'), body: await answer.text(), answer }
}

describe('an operation of another document', () => {
  it('is answered from its example by Prism, and says so', async () => {
    const { status, outcome, body, answer } = await ask('/api/v1/users.list?count=2', { headers: TOKEN })
    expect([status, outcome, JSON.parse(body)]).toEqual([200, 'prism', { users: [{ name: 'ann' }, { name: 'ben' }] }])
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('without an example is answered from its schema, whatever is in its path', async () => {
    expect(JSON.parse((await ask('/api/v1/users/ann%20b/avatar')).body)).toEqual({ file: 'a.png' })
    const removed = await ask('/api/v1/users/ann/avatar', { method: 'DELETE' })
    expect([removed.status, removed.body, removed.outcome]).toEqual([204, '', 'prism'])
  })

  it.each([
    ['header', '/api/v1/users.list?count=2', { prefer: 'example=none' }, 200, { users: [] }],
    ['query', '/api/v1/users.list?count=2&__code=422', {}, 422, { error: 'count' }],
  ])('is forced as ours are, by the %s', async (_, path, headers, status, body) => {
    const forced = await ask(path, { headers: { ...TOKEN, ...headers } })
    expect([forced.status, JSON.parse(forced.body)]).toEqual([status, body])
    expect(forced.answer.headers.get('preference-applied')).toMatch(/^(?:example=none|code=422)$/)
  })

  it('is judged by its document: who is not known, and what is wrong', async () => {
    const nobody = await ask('/api/v1/users.list?count=2')
    expect([nobody.status, JSON.parse(nobody.body)]).toEqual([401, { error: 'who are you?' }])
    const wrong = await ask('/api/v1/users.list?count=x', { headers: TOKEN })
    expect([wrong.status, JSON.parse(wrong.body), wrong.outcome]).toEqual([422, { error: 'count' }, 'prism'])
  })

  it('that cannot be forced is a problem, and says so, too', async () => {
    const { status, outcome, answer } = await ask('/api/v1/users.list?count=2', {
      headers: { ...TOKEN, prefer: 'code=418' },
    })
    expect([status, outcome]).toEqual([404, 'prism'])
    expect(answer.headers.get('content-type')).toContain('problem+json')
  })

  it('is in its world’s journal, and behind the guard', async () => {
    await ask('/~qa/api/v1/users.list?count=2', { headers: TOKEN })
    const [call] = await (await server.attach('qa')).journal.list()
    expect(call).toMatchObject({
      status: 200,
      outcome: null,
      cause: expect.stringContaining(`from ${DOCUMENT}, by Prism`),
    })
    expect((await ask('/api/v1/users.list?count=2', { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  })

  it('never takes the place of ours, nor of the front’s; another method of the same path is answered', async () => {
    expect((await ask('/api/v1/livechat/rooms')).outcome).toBe('not-logged-in')
    expect((await ask('/api/v1/me')).outcome).toBe('not-logged-in')
    const opened = await ask('/api/v1/livechat/rooms', { method: 'POST' })
    expect([opened.status, opened.outcome, JSON.parse(opened.body)]).toEqual([201, 'prism', { opened: true }])
  })
})

const causeOf = async (world: string): Promise<unknown> =>
  (await (await server.attach(world)).journal.list()).at(-1)?.cause

describe('a request that its document refuses', () => {
  it('is told why and where, as the log is, whether or not the answer is documented', async () => {
    const refused = await ask('/~why/no-answer?count=x')
    const reason = 'Request query parameter count must be integer (/query/count)'
    expect([refused.status, JSON.parse(refused.body).detail]).toEqual([422, expect.stringContaining(`${reason}. `)])
    expect(await causeOf('why')).toContain(`from ${HOSTILE}, by Prism: ${reason}`)
    await ask('/~why/api/v1/users.list?count=x', { headers: TOKEN })
    expect(await causeOf('why')).toBe(`from ${DOCUMENT}, by Prism: ${reason}`)
  })

  it('is not told that a preference was heeded', async () => {
    const refused = await ask('/api/v1/users.list?count=x', { headers: { ...TOKEN, prefer: 'code=200, example=none' } })
    expect([refused.status, refused.answer.headers.get('preference-applied')]).toEqual([422, null])
    const ignored = await ask('/api/v1/users.list?count=2', { headers: { ...TOKEN, prefer: 'code=99' } })
    expect([ignored.status, ignored.answer.headers.get('preference-applied')]).toEqual([200, null])
  })

  it('for a pattern that backtracks for ever is given up, and others are answered', { tags: ['full'] }, async () => {
    const slow = await ask(`/~slow/pattern?name=${'a'.repeat(60)}!`)
    expect([slow.status, JSON.parse(slow.body).detail]).toEqual([
      503,
      expect.stringContaining(`A pattern of ${HOSTILE} for GET /pattern takes more than 2 s`),
    ])
    expect((await ask('/~slow/pattern?name=aaa')).status).toBe(200)
  })
})

describe('what a document says of an answer, and HTTP does not allow', () => {
  it('is left out: the framing is ours, and other headers are named in the log', async () => {
    const { status, body, answer } = await ask('/~framed/framed')
    expect([status, JSON.parse(body)]).toEqual([200, { framed: true }])
    const names = ['content-length', 'transfer-encoding', 'content-encoding', 'x-wide', 'x-lines', 'x-fine']
    expect(names.map((name) => answer.headers.get(name))).toEqual(['15', null, null, null, null, 'fine'])
    expect(await causeOf('framed')).toBe(
      `from ${HOSTILE}, by Prism: without the headers "X-Lines", "X-Wide", which HTTP does not allow`,
    )
  })

  it.each([
    ['another of its statuses is sent', '/switching', 204, ''],
    ['a range is sent as its hundred', '/range', 400, 'a range'],
    [
      'an operation without others is a problem that names it',
      '/only-switching',
      500,
      `${HOSTILE} documents no response`,
    ],
  ])('is never sent as a status: %s', async (_, path, status, said) => {
    for (const headers of [{}, { prefer: 'code=101' }]) {
      const answer = await ask(path, { headers })
      expect([answer.status, answer.body, answer.outcome]).toEqual([status, expect.stringContaining(said), 'prism'])
    }
  })
})

describe('another method of a path of a document', () => {
  it('is 405, with the methods that are answered, of our own, too', async () => {
    const refused = await ask('/api/v1/users/ann/avatar', { method: 'POST' })
    expect([refused.status, refused.answer.headers.get('allow')]).toEqual([405, 'GET, DELETE, HEAD, OPTIONS'])
    const shared = await ask('/api/v1/livechat/rooms', { method: 'DELETE' })
    expect([shared.status, shared.answer.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS'])
  })

  it.each([
    ['/api/v1/users/ann/avatar', 'GET, DELETE, HEAD, OPTIONS'],
    ['/api/v1/livechat/rooms', 'GET, POST, HEAD, OPTIONS'],
  ])('is told by OPTIONS of %s', async (path, allow) => {
    const told = await ask(path, { method: 'OPTIONS' })
    expect([told.status, told.answer.headers.get('allow')]).toEqual([204, allow])
  })

  it('leaves the front’s paths to the front', async () => {
    expect((await ask('/api/v1/me', { method: 'DELETE' })).answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })
})

it('a path that nobody has suggests one of a document', async () => {
  const unknown = await ask('/api/v1/users.lis')
  expect(JSON.parse(unknown.body)).toMatchObject({
    detail: 'Nothing is served at /api/v1/users.lis. Did you mean GET /api/v1/users.list (listUsers)?',
    nearest: { operation: 'listUsers', method: 'GET', path: '/api/v1/users.list' },
  })
  expect(JSON.parse((await ask('/only-switchin')).body).detail).toContain('Did you mean GET /only-switching?')
})

describe('a document', () => {
  const started = async (text: string): Promise<unknown> => {
    const file = join(await mkdtemp(join(tmpdir(), 'greenroom-also-')), 'also.yaml')
    await writeFile(file, text)
    return startServer({ also: [file] }).then(
      (opened) => opened.close(),
      (fault: unknown) => fault,
    )
  }

  it.each([
    ['a: 1', /also\.yaml:1: this is no OpenAPI document/],
    ['openapi: 3.1.0\npaths: {}', /also\.yaml:2: there is no operation/],
    ['openapi: 3.1.0\npaths:\n  /x:\n    $ref: "#/y"', /also\.yaml:4: the \$ref #\/y leads nowhere/],
    ['openapi: [', /also\.yaml/],
  ])('that is %j is refused at the start, with file and line', async (text, message) => {
    expect(await started(text)).toMatchObject({ name: 'Fault', message: expect.stringMatching(message) })
  })

  it('that comes first answers what a later one has, too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-also-'))
    const saying = async (name: string, paths: readonly string[]): Promise<string> => {
      const operation = (path: string): string =>
        `  ${path}: { get: { responses: { '200': { description: d, content: { application/json: { example: ${name} } } } } } }\n`
      const file = join(folder, `${name}.yaml`)
      await writeFile(
        file,
        `openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n${paths.map(operation).join('')}`,
      )
      return file
    }
    const also = [await saying('first', ['/both', '/one']), await saying('second', ['/both', '/other'])]
    await using two = await startServer({ also })
    const said = await Promise.all(
      ['/both', '/one', '/other'].map(async (path) => (await fetch(two.url + path)).text()),
    )
    expect(said).toEqual(['first', 'first', 'second'])
  })

  it('that is not there is refused, too', async () => {
    await expect(startServer({ also: ['nowhere.yaml'] })).rejects.toMatchObject({ name: 'Fault' })
  })
})
