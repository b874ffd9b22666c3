import { describe, expect, it } from 'vitest'
import { allMessages, announcedBy, calledOperations, isAsyncApi, messagesOf } from './asyncapi.ts'

const part = (value: Record<string, unknown>) => ({ path: ['at'], value })

describe('an AsyncAPI document', () => {
  const reply = {
    messages: [
      {
        payload: {},
        'x-status': 201,
        'x-examples': { done: { value: { id: 1 } }, no: { value: { statusCode: 404 } } },
      },
    ],
  }
  const operations = {
    join: {
      action: 'receive',
      messages: [{ name: 'join-room' }, { name: 'other' }],
      reply,
      'x-announces': ['came', 5],
    },
    told: { action: 'send', messages: [{ name: 'told' }] },
    bare: { action: 'receive' },
    none: {},
  }
  const root = { path: [], value: { asyncapi: '3.0.0', operations } }

  it('is called by what it receives, and replies with a status of its own or of the message', () => {
    const [join, bare, none] = calledOperations(root)
    expect(join).toMatchObject({ id: 'join', message: { value: { name: 'join-room' } } })
    const schema = { path: ['operations', 'join', 'reply', 'messages', '0', 'payload'], value: {} }
    const example = (name: string, value: object) => ({
      path: [...schema.path.slice(0, -1), 'x-examples', name],
      value,
    })
    expect(join?.examples).toEqual([
      {
        name: 'done',
        status: '201',
        mediaType: 'application/json',
        example: example('done', { value: { id: 1 } }),
        schema,
      },
      {
        name: 'no',
        status: '404',
        mediaType: 'application/json',
        example: example('no', { value: { statusCode: 404 } }),
        schema,
      },
    ])
    expect([bare?.id, bare?.message.value, bare?.examples, none]).toEqual(['bare', {}, [], undefined])
    expect(announcedBy(join?.operation ?? part({}))).toEqual(['came'])
  })

  it('replies with no status where neither the message nor its example says one', () => {
    const messages = [{ 'x-examples': { done: { value: {} } } }]
    const value = { asyncapi: '3.0.0', operations: { join: { action: 'receive', reply: { messages } } } }
    expect(calledOperations({ path: [], value })[0]?.examples.map(({ status }) => status)).toEqual(['null'])
  })

  it('is one by its own word, and no other document calls anything', () => {
    expect([{ asyncapi: 1 }, { openapi: 1 }, null, 'asyncapi'].map(isAsyncApi)).toEqual([true, false, false, false])
    expect(calledOperations({ path: [], value: { operations } })).toEqual([])
  })

  it('has the messages of its components, then of its channels; lists keep their places', () => {
    const value = { components: { messages: { a: { n: 1 } } }, channels: { c: { messages: { b: { n: 2 } } }, d: {} } }
    expect(allMessages({ path: [], value }).map(({ path }) => path.join('.'))).toEqual([
      'components.messages.a',
      'channels.c.messages.b',
    ])
    expect(messagesOf(part({ messages: ['no', { n: 1 }] })).map(({ path }) => path)).toEqual([['at', 'messages', '1']])
    expect(messagesOf(part({ messages: {} }))).toEqual([])
  })
})
