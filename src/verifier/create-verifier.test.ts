import { describe, expect, it } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { startForeign } from '../../tests/support/run-verify.ts'
import { collect } from '../report/report.ts'
import type { TargetData } from '../targets/target-data.ts'
import { createVerifier } from './create-verifier.ts'
import type { RunSettings, VerifierOptions } from './options.ts'

const SOME = { cases: ['joinMeetingRoom/room-locked'] }

describe('a verifier', () => {
  it('that is closed ends a run that is under way, though the target never answers', async () => {
    const asked = Promise.withResolvers<void>()
    await using silent = await startForeign(() => asked.resolve())
    const verifier = await createVerifier({ url: silent.url, env: {}, timeoutMs: 600_000 })
    const report = collect(verifier.run())
    await asked.promise
    await verifier.close()
    expect((await report).summary).toMatchObject({ stopped: 'it was interrupted' })
  })

  it('ends a run that nobody reads on, though the target never answers', async () => {
    const asked = Promise.withResolvers<void>()
    await using silent = await startForeign(() => asked.resolve())
    await using verifier = await createVerifier({ target: { url: silent.url }, env: {}, timeoutMs: 600_000 })
    for await (const event of verifier.run()) {
      expect(event.kind).toBe('planned')
      await asked.promise
      break
    }
    await verifier.run(SOME).return()
  })

  it('ends a run whose own signal says so, and makes another after it', async () => {
    const asked = Promise.withResolvers<void>()
    await using silent = await startForeign(() => asked.resolve())
    await using verifier = await createVerifier({ url: silent.url, env: {}, timeoutMs: 600_000 })
    const stop = new AbortController()
    const report = collect(verifier.run({ signal: stop.signal }))
    await asked.promise
    stop.abort()
    expect((await report).summary.stopped).toBe('it was interrupted')
    expect(await verifier.plan(SOME)).toHaveLength(1)
    await verifier.run(SOME).return()
  })

  it('makes one run at a time, and another once that is over or nobody reads it any more', async () => {
    await using verifier = await createVerifier({ env: {} })
    const first = verifier.run(SOME)
    await first.next()
    await expect(collect(verifier.run(SOME))).rejects.toMatchObject({
      name: 'Fault',
      message: 'another run is in progress',
      fix: 'Read it to its end, or create a second verifier.',
    })
    await first.return()
    expect((await collect(verifier.run(SOME))).summary.cases).toMatchObject({ held: 4, broken: 0 })
  })

  it('gives each run its own gate, and the coverage that it has to reach', async () => {
    await using verifier = await createVerifier({ env: {} })
    const runOf = async (settings: RunSettings) => (await collect(verifier.run({ ...SOME, ...settings }))).run
    expect(await runOf({ gate: 'document', minCoverage: 3 })).toMatchObject({ gate: 'document', minCoverage: 3 })
    expect(await runOf({})).toMatchObject({ gate: 'inferred', minCoverage: 0 })
  })

  it('that is closed runs no more, and says so', async () => {
    const verifier = await createVerifier({ env: {} })
    await verifier.close()
    await expect(verifier.run().next()).rejects.toMatchObject({
      name: 'Fault',
      message: 'the verifier is closed',
      fix: 'Create another one.',
    })
  })

  it('may be closed twice, tells no credentials of its target, and plans without sending', async () => {
    await using foreign = await startForeign((_, response) => response.end())
    const verifier = await createVerifier({ url: foreign.url, env: {} })
    expect(Object.keys(verifier.target)).toEqual(['name', 'url', 'edition', 'operations', 'transports'])
    expect((await verifier.plan(SOME)).map(({ testCase }) => testCase.id)).toEqual(SOME.cases)
    await Promise.all([verifier.close(), verifier.close()])
    expect(foreign.requests()).toBe(0)
  })
})

/** A target of which a case waits between its calls, while timers stand. */
async function waiting() {
  const timers = standTimers()
  const waits = Promise.withResolvers<void>()
  const server = await startForeign((request, response) => {
    if (request.url?.includes('abc-def-ghi')) response.on('finish', () => void settle(100).then(waits.resolve))
    response.writeHead(201, { 'content-type': 'application/json' }).end('{}')
  })
  const target: TargetData = {
    url: server.url,
    operations: ['joinMeetingRoom'],
    identities: { member: { headers: { Authorization: 'Bearer of-a-member' } } },
    situations: [{ given: { 'meeting-room': [] }, values: { code: 'abc-def-ghi' } }],
  }
  const verifier = await createVerifier({ target, env: {} })
  const close = async (): Promise<void> => {
    await verifier.close()
    await server[Symbol.asyncDispose]()
    timers[Symbol.dispose]()
  }
  return { verifier, waits: waits.promise, [Symbol.asyncDispose]: close }
}

describe('a case that waits between its calls', () => {
  const settings = { cases: ['joinMeetingRoom/joined-as-user:twice'] }

  it('waits no longer once its run is ended by its signal', async () => {
    await using run = await waiting()
    const stop = new AbortController()
    const report = collect(run.verifier.run({ ...settings, signal: stop.signal }))
    await run.waits
    stop.abort()
    expect((await report).summary).toMatchObject({ stopped: 'it was interrupted', cases: { blocked: 1 } })
  })

  it('waits no longer once nobody reads on', async () => {
    await using run = await waiting()
    const events = run.verifier.run(settings)
    const kinds = [(await events.next()).value?.kind]
    while (kinds.at(-1) !== 'began') kinds.push((await events.next()).value?.kind)
    await run.waits
    expect(await events.return()).toMatchObject({ done: true })
  })
})

it('a verifier refuses settings that nothing can be made of, whether it would play or only plan', async () => {
  await using verifier = await createVerifier({ env: {} })
  const message = 'retries takes 0 to 20, not 21'
  await expect(verifier.run({ retries: 21 }).next()).rejects.toMatchObject({ name: 'Fault', message })
  await expect(verifier.plan({ retries: 21 })).rejects.toMatchObject({ name: 'Fault', message })
})

it('a verifier has the variables of this process, unless it is given others', async () => {
  const identities = { agent: { headers: { 'X-Auth-Token': { env: 'PATH' } } } }
  const reasonIn = async (options: VerifierOptions): Promise<unknown> => {
    await using verifier = await createVerifier({ target: { url: 'http://127.0.0.1:1', identities }, ...options })
    const [planned] = await verifier.plan({ cases: ['joinLivechatRoom/missing-room-id'] })
    return planned?.whyNot
  }
  expect(await reasonIn({})).toBeNull()
  expect(await reasonIn({ env: {} })).toBe('agent: the variable PATH is not set')
})
