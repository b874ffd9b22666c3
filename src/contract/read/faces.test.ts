import { describe, expect, it } from 'vitest'
import { documentOf, changed, GOOD, lineOf } from '../lint/testing/documents.ts'
import { documentedOperations, editionOf, facesIn, facesOf, rootOf } from './faces.ts'

it.each([
  ['specs/rocket-chat.openapi.yaml', 'rocket-chat', 'current'],
  ['specs/rocket-chat.2022.openapi.yaml', 'rocket-chat', '2022'],
  ['meetings.asyncapi.yml', 'meetings', 'current'],
  ['a.b/meetings.next.asyncapi.json', 'meetings', 'next'],
  ['specs/rocket-chat.8.6.openapi.yaml', 'rocket-chat', '8.6'],
  ['rocket-chat.8.6.1.asyncapi.yaml', 'rocket-chat', '8.6.1'],
  ['stage.openapi.yaml.old', 'stage', 'openapi.yaml.old'],
])('%s is of the API %s, edition %s', (file, api, edition) => {
  expect(editionOf(file)).toEqual({ api, edition })
})

describe('the face of an operation', () => {
  it('has all that its document says', async () => {
    const [face, more] = facesOf(await documentOf(GOOD))
    expect(more).toBeUndefined()
    expect(face).toMatchObject({
      operation: 'enterStage',
      api: 'stage',
      edition: 'current',
      method: 'POST',
      path: '/stage',
      summary: 'Enter the stage',
      mutates: true,
      wearsOut: false,
      seat: null,
      rateLimit: { requests: 2, windowMs: 5000, key: 'address', outcome: 'rate-limited' },
      maxBytes: 100,
      credentials: [],
      bodies: ['application/json'],
    })
    expect(face?.outcomes.map(({ name, status, sources }) => [name, status, ...sources])).toEqual([
      ['rate-limited', 429, 'server'],
      ['dark', 400, 'inferred'],
      ['off-limits', 400, 'server'],
      ['entered', 200, 'play.txt#Entering'],
    ])
    expect(face?.outcomes.map(({ varies }) => varies)).toEqual([
      {},
      {},
      { '/error': '^painted until (?<hour>\\d+)$' },
      { '/since': null },
    ])
  })

  it.each([
    ['{ takes: stage, guest: name }', { does: 'takes', subject: 'stage', guest: 'name' }],
    ['{ leaves: stage }', { does: 'leaves', subject: 'stage', guest: null }],
    ['{ takes: 5 }', null],
  ])('has the seat of %s', async (written, seat) => {
    const text = changed(GOOD, '      x-mutates: true\n', `      x-mutates: true\n      x-seat: ${written}\n`)
    expect(facesOf(await documentOf(text))[0]?.seat).toEqual(seat)
  })

  it('spends no limit that names no outcome, and has no bound of bytes that is no number', async () => {
    const text = changed(changed(GOOD, ', outcome: rate-limited', ''), 'x-max-bytes: 100', 'x-max-bytes: many')
    expect(facesOf(await documentOf(text))[0]).toMatchObject({ rateLimit: { outcome: null }, maxBytes: null })
  })

  it('is none without outcomes, which the operation still is', async () => {
    const document = await documentOf(changed(GOOD, 'x-outcomes:', 'x-others:'))
    expect(facesOf(document)).toEqual([])
    expect(documentedOperations(document).map(({ id }) => id)).toEqual(['enterStage'])
  })

  it.each([
    [
      'an outcome without an example',
      '        - dark\n',
      '        - dark\n        - asleep\n',
      `:${lineOf(GOOD, 'x-outcomes')}: no response has an example named asleep`,
      'Add an example named asleep, or remove the name.',
    ],
    [
      'a method that has no face',
      '    post:',
      '    head:',
      "HEAD operations can't have outcomes",
      'Document it under GET, POST, PUT, PATCH or DELETE.',
    ],
  ])('is refused for %s', async (_, from, to, message, fix) => {
    const document = await documentOf(changed(GOOD, from, to))
    expect(() => facesOf(document)).toThrow(
      expect.objectContaining({ name: 'Fault', message: message.replace(/^:/, `${document.file}:`), fix }),
    )
  })

  it.each(['get', 'put', 'patch', 'delete'])('may be of %s', async (method) => {
    const [face] = facesOf(await documentOf(changed(GOOD, '    post:', `    ${method}:`)))
    expect(face?.method).toBe(method.toUpperCase())
  })

  it('has outcomes with all that their examples say', async () => {
    const text = changed(
      changed(
        GOOD,
        'x-source: [server]\n                  x-varies',
        'x-source: [server]\n                  x-sources: { status: [inferred] }\n                  x-headers: { A: x }\n                  x-varies',
      ),
      '/since: { type: string, format: date-time }',
      '/since: { type: string, format: date-time, x-now: true }',
    )
    const outcomes = facesOf(await documentOf(text))[0]?.outcomes ?? []
    expect(outcomes[2]).toEqual({
      name: 'off-limits',
      status: 400,
      mediaType: 'application/json',
      cause: 'the stage is being painted',
      sources: ['server'],
      statements: { status: ['inferred'] },
      at: expect.stringMatching(new RegExp(`:${lineOf(text, 'off-limits:')}$`)),
      body: ['{"error":"painted until ', { value: 'hour', as: 'text' }, '"}'],
      varies: { '/error': '^painted until (?<hour>\\d+)$' },
      instants: [],
      example: '{"error":"painted until 12"}',
      headers: { A: 'x' },
    })
    expect(outcomes[3]).toMatchObject({
      instants: ['/since'],
      at: expect.stringMatching(`:${lineOf(text, 'entered:')}$`),
    })
    expect(outcomes[3]).not.toHaveProperty('headers')
  })

  it('has outcomes of any media type', async () => {
    const [from, to] = ['application/json', 'text/plain'].map(
      (type) => `          description: Too many calls.\n          content:\n            ${type}:\n`,
    )
    const [face] = facesOf(await documentOf(changed(GOOD, from ?? '', to ?? '')))
    const types = face?.outcomes.map(({ name, mediaType }) => [name, mediaType])
    expect(types?.slice(0, 2)).toEqual([
      ['rate-limited', 'text/plain'],
      ['dark', 'application/json'],
    ])
  })

  it('has the words of its edition, its limit for some, and what it reads', async () => {
    const text = changed(
      changed(
        changed(GOOD, 'x-max-bytes: 100', 'x-content-encodings: [gzip, 5]'),
        'key: address',
        'key: address-and-user, exempt: may-hurry',
      ),
      'x-wears-out: false\n',
      'x-wears-out: true\n      x-max-items: 5\n      x-wrong-credentials: as-none\n      x-sources: { effects: [server] }\n',
    )
    const [face] = facesOf(await documentOf(text))
    expect(face).toMatchObject({
      rateLimit: { key: 'address-and-user', exempt: 'may-hurry' },
      wearsOut: true,
      maxItems: 5,
      takesWrongAsNone: true,
      encodings: ['gzip'],
      statements: { effects: ['server'] },
      maxBytes: null,
      at: expect.stringMatching(`:${lineOf(text, 'post:')}$`),
    })
    const [plain] = facesOf(await documentOf(changed(text, 'as-none', 'refused')))
    expect(plain).not.toHaveProperty('takesWrongAsNone')
    const [bare] = facesOf(await documentOf(GOOD))
    for (const word of ['maxItems', 'takesWrongAsNone', 'rateLimit.exempt']) expect(bare).not.toHaveProperty(word)
  })

  it('is looked for in a document that is none without fault', () => {
    expect(
      rootOf({
        file: '',
        raw: null,
        value: 'text',
        locate: () => ({ file: '', line: 1 }),
        refFaults: [],
        keyFaults: [],
      }).value,
    ).toEqual({})
  })
})

it('an edition serves its own faces, and the current ones of an API that it has no document of', async () => {
  const [face] = facesOf(await documentOf(GOOD))
  if (!face) throw new Error('there is no face')
  const of = (api: string, edition: string, operation: string) => ({ ...face, api, edition, operation })
  const all = [of('a', 'current', 'one'), of('a', '2022', 'two'), of('b', 'current', 'three')]
  const names = (edition: string) => facesIn(edition, all).map(({ operation }) => operation)
  expect([names('current'), names('2022'), names('next')]).toEqual([
    ['one', 'three'],
    ['two', 'three'],
    ['one', 'three'],
  ])
})
