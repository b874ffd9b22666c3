import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDdpSession } from './ddp-session.ts'
import type { LoginResult } from './logins.ts'

const person = { id: 'a-person', username: 'ann', name: 'Ann', role: 'user' }
const IN: LoginResult = { kind: 'logged-in', login: { person, token: 't', writes: [] }, at: 1000 }

function session(result: LoginResult | (() => LoginResult) = IN) {
  const said: unknown[] = []
  const receive = createDdpSession({
    send: (message) => said.push(message),
    end: () => said.push('ended'),
    session: 's',
    logIn: (proof) => {
      said.push({ proof })
      return typeof result === 'function' ? result() : result
    },
    logOut: (token) => said.push({ out: token }),
    unserved: (method) => said.push({ unserved: method }),
  })
  /** What comes of a message. */
  const tell = async (message: unknown): Promise<unknown[]> => {
    await receive(typeof message === 'string' ? message : JSON.stringify(message))
    return said.splice(0)
  }
  return { tell, connect: () => tell({ msg: 'connect', version: '1', support: ['1'] }) }
}

describe('a DDP session', () => {
  it('is connected in version 1, or in a draft of it as older clients are, and refused in any other', async () => {
    const connected = [{ msg: 'connected', session: 's' }]
    expect(await session().connect()).toEqual(connected)
    for (const draft of ['pre2', 'pre1'])
      expect(await session().tell({ msg: 'connect', version: draft, support: [draft] })).toEqual(connected)
    expect(await session().tell({ msg: 'connect', version: '2', support: ['2', '1'] })).toEqual(connected)
    for (const support of [['pre1'], ['pre2', '3']])
      expect(await session().tell({ msg: 'connect', version: '2', support })).toEqual(connected)
    expect(await session().tell({ msg: 'connect', version: '2', support: ['2'] })).toEqual([
      { msg: 'failed', version: '1' },
      'ended',
    ])
  })

  it('that asks for another version is no longer connected', async () => {
    const { tell, connect } = session()
    await connect()
    await tell({ msg: 'connect', version: '2', support: ['2'] })
    expect(await tell({ msg: 'sub', id: '1' })).toMatchObject([{ msg: 'error', reason: 'Must connect first' }])
  })

  it('ends the latest of its logins, and each once', async () => {
    const results = ['one', 'two'].map((token): LoginResult => ({
      kind: 'logged-in',
      login: { person, token, writes: [] },
      at: 0,
    }))
    const { tell, connect } = session(() => results.shift() ?? IN)
    await connect()
    for (const id of ['1', '2']) await tell({ msg: 'method', method: 'login', params: [{ resume: 'x' }], id })
    const done = [
      { msg: 'result', id: '3' },
      { msg: 'updated', methods: ['3'] },
    ]
    expect(await tell({ msg: 'method', method: 'logout', id: '3' })).toEqual([{ out: 'two' }, ...done])
    expect(await tell({ msg: 'method', method: 'logout', id: '3' })).toEqual(done)
  })

  it('takes a login without its parameters for one without a proof', async () => {
    const { tell, connect } = session()
    await connect()
    for (const params of [undefined, null, {}, 'x'])
      expect((await tell({ msg: 'method', method: 'login', id: '1', params }))[0]).toEqual({ proof: null })
  })

  it('tells no more than 80 characters of a method that is not served', async () => {
    const { tell, connect } = session()
    await connect()
    const [first, second] = await tell({ msg: 'method', method: 'm'.repeat(90), id: '1' })
    expect(first).toEqual({ unserved: 'm'.repeat(80) })
    expect(second).toMatchObject({
      error: { reason: `Method '${'m'.repeat(80)}' not found: over DDP, this mock serves login and logout only` },
    })
  })

  it('answers pings with their id, at any time', async () => {
    const { tell } = session()
    expect(await tell({ msg: 'ping' })).toEqual([{ msg: 'pong' }])
    expect(await tell({ msg: 'ping', id: 'x' })).toEqual([{ msg: 'pong', id: 'x' }])
    expect(await tell({ msg: 'pong' })).toEqual([])
  })

  it('must be connected before it asks for more', async () => {
    const message = { msg: 'method', method: 'login', params: [], id: '1' }
    const error = { msg: 'error', reason: 'Must connect first', offendingMessage: message }
    expect(await session().tell(message)).toEqual([error])
  })

  it('has subscriptions that are ready at once, until they are ended', async () => {
    const { tell, connect } = session()
    await connect()
    expect(await tell({ msg: 'sub', id: '7', name: 'stream-notify-user', params: [] })).toEqual([
      { msg: 'ready', subs: ['7'] },
    ])
    expect(await tell({ msg: 'unsub', id: '7' })).toEqual([{ msg: 'nosub', id: '7' }])
  })

  it('logs in with what REST takes, too, and out of the token that it got', async () => {
    const { tell, connect } = session()
    await connect()
    expect(await tell({ msg: 'method', method: 'logout', params: [], id: '0' })).toHaveLength(2)
    expect(await tell({ msg: 'method', method: 'login', params: [{ resume: 't' }], id: '1' })).toEqual([
      { proof: { kind: 'resume', token: 't' } },
      { msg: 'added', collection: 'users', id: 'a-person', fields: { username: 'ann', name: 'Ann' } },
      {
        msg: 'result',
        id: '1',
        result: { id: 'a-person', token: 't', tokenExpires: { $date: 7_776_001_000 }, type: 'resume' },
      },
      { msg: 'updated', methods: ['1'] },
    ])
    expect(await tell({ msg: 'method', method: 'logout', params: [], id: '2' })).toEqual([
      { out: 't' },
      { msg: 'result', id: '2' },
      { msg: 'updated', methods: ['2'] },
    ])
  })

  it('is told why it is not logged in', async () => {
    for (const [kind, error, reason] of [
      ['refused', 403, 'User not found'],
      ['full', 503, 'This world is full'],
    ] as const) {
      const { tell, connect } = session({ kind, at: 0 })
      await connect()
      const [, result] = await tell({ msg: 'method', method: 'login', params: [{}], id: '1' })
      const message = `${reason} [${error}]`
      expect(result).toEqual({
        msg: 'result',
        id: '1',
        error: { isClientSafe: true, error, reason, message, errorType: 'Meteor.Error' },
      })
    }
  })

  it('gets an error from any other method that says what is served', async () => {
    const { tell, connect } = session()
    await connect()
    const said = await tell({ msg: 'method', method: 'rooms/get', params: [], id: '1' })
    const reason = "Method 'rooms/get' not found: over DDP, this mock serves login and logout only"
    expect(said).toMatchObject([{ unserved: 'rooms/get' }, { error: { error: 404, reason } }, { msg: 'updated' }])
  })

  it.each([['no JSON'], ['[]'], ['{}'], ['{"msg":1}']])('is told that %s is no message', async (text) => {
    expect(await session().tell(text)).toMatchObject([{ msg: 'error', reason: 'Bad request' }])
  })

  it.each([[{ msg: 'sub' }], [{ msg: 'method', id: '1' }], [{ msg: 'unknown', id: '1' }]])(
    'is told that %j lacks something',
    async (message) => {
      const { tell, connect } = session()
      await connect()
      expect(await tell(message)).toEqual([{ msg: 'error', reason: 'Bad request', offendingMessage: message }])
    },
  )

  it('survives any message, before and after it is connected', async () => {
    const text = fc.constantFrom('connect', 'ping', 'sub', 'unsub', 'method', 'login', 'logout', '__proto__', '1')
    const any = fc.oneof(text, fc.jsonValue())
    const message = fc.record(
      { msg: any, id: any, method: any, params: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), support: any },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(message, fc.jsonValue()), { maxLength: 6 }), async (messages) => {
        const { tell } = session()
        for (const each of messages) await tell(JSON.stringify(each))
      }),
    )
  })
})
