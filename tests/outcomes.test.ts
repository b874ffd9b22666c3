import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { cases } from '../src/contract/compiled/cases.ts'
import { faces } from '../src/contract/compiled/faces.ts'
import { seeds } from '../src/contract/compiled/seeds.ts'
import type { Edition, OperationId } from '../src/contract/compiled/types.ts'
import type { Case } from '../src/contract/case.ts'
import { toWireRequest, type WireRequest } from '../src/contract/case-request.ts'
import type { Face, Outcome } from '../src/contract/face.ts'
import { createMock } from '../src/in-process.ts'
import { startServer } from '../src/server.ts'
import { operations } from '../src/mock/operations.ts'
import { reservedValues, toOverview } from '../src/mock/overview.ts'
import { setClock } from '../src/world/clock.ts'
import { credentialsOf } from '../src/world/identities.ts'
import { matchesTemplate } from './support/matches-template.ts'
import { judged, judgedRequest } from './support/judged.ts'
import type { Received } from './support/referee.ts'
import { transports, type Opened } from './support/transports.ts'

const run = promisify(execFile)
const seed = seeds.documented
const editions: readonly Edition[] = ['current', '2022']
const options = (edition: Edition) => ({ edition, clock: setClock(Date.parse(seed.instant)), salt: 'test' })

const faceOf = (edition: Edition, found: Case): Face =>
  must(faces[edition].find(({ operation }) => operation === found.operation))
const outcomeOf = (face: Face, name: string): Outcome => must(face.outcomes.find((outcome) => outcome.name === name))
const casesOf = (edition: Edition): Case[] =>
  cases.filter((each) => each.editions.includes(faceOf(edition, each).edition))

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the contract lacks what this test asks for')
  return value
}

/** The request of a case by data and identity alone: the seed's own rooms and people, nothing arranged, nothing forced. */
function requestOf(face: Face, found: Case): WireRequest {
  const values = reservedValues(found, seed)
  if (values === null) throw new Error(`the documented seed holds nothing for ${found.id}`)
  return toWireRequest(found, face, values, credentialsOf(seed, found.as))
}

async function play(opened: Opened, face: Face, found: Case): Promise<Received> {
  const request = requestOf(face, found)
  const before = found.given['limit']?.includes('used-up') ? (face.rateLimit?.requests ?? 0) : 0
  for (let call = 0; call < before; call++) await opened.send(request)
  return opened.send(request)
}

describe('one name in four places', () => {
  const named = (names: (face: Face) => readonly string[]): string[] =>
    [
      ...new Set(
        editions.flatMap((edition) =>
          faces[edition].flatMap((face) => names(face).map((name) => `${face.operation}/${name}`)),
        ),
      ),
    ].sort()
  const outcomes = named((face) => face.outcomes.map(({ name }) => name))

  it('gives each outcome a rule, and each rule an outcome', () => {
    expect(
      Object.entries(operations)
        .flatMap(([id, { names }]) => names.map((name) => `${id}/${name}`))
        .sort(),
    ).toEqual(outcomes)
  })

  it('gives each outcome of each face a case, and each case an outcome', () => {
    expect([...new Set(cases.map(({ operation, expect: name }) => `${operation}/${name}`))].sort()).toEqual(outcomes)
    for (const edition of editions) {
      const played = new Set(casesOf(edition).map(({ operation, expect: name }) => `${operation}/${name}`))
      for (const face of faces[edition])
        for (const { name } of face.outcomes)
          expect(played, `edition ${edition}`).toContain(`${face.operation}/${name}`)
    }
  })

  it('names every case once', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  })
})

describe.each(editions)('edition %s', (edition) => {
  describe.each(transports)('over $name', (transport) => {
    it.each(casesOf(edition).map((found) => [found.id, found] as const))(
      'answers %s as documented, by data and identity alone',
      async (_, found) => {
        await using opened = await transport.open(options(edition))
        const face = faceOf(edition, found)
        const outcome = outcomeOf(face, found.expect)
        const answer = await play(opened, face, found)
        expect(answer.headers['greenroom-outcome']).toBe(found.expect)
        expect(answer.status).toBe(outcome.status)
        expect(answer.headers['content-type']).toBe(outcome.mediaType)
        expect(matchesTemplate(answer.body, outcome.body), answer.body).toBe(true)
        for (const value of Object.values(found.values)) expect(answer.body).toContain(value)
        const request = requestOf(face, found)
        await judged(edition, request, answer)
        if (outcome.status < 300) await judgedRequest(edition, request, answer)
      },
    )
  })

  it('answers the same bytes over every transport', async () => {
    for (const found of casesOf(edition)) {
      const answers = await Promise.all(
        transports.map(async (transport) => {
          await using opened = await transport.open(options(edition))
          const { status, headers, body } = await play(opened, faceOf(edition, found), found)
          const {
            date: _date,
            connection: _connection,
            'keep-alive': _keepAlive,
            'content-length': _length,
            ...told
          } = headers
          return { status, told, body }
        }),
      )
      for (const answer of answers) expect(answer, found.id).toEqual(answers[0])
    }
  })

  it.each(casesOf(edition).map((found) => [found.id, found] as const))(
    'answers %s in the situation that its facts bring about',
    async (_, found) => {
      const mock = createMock(options(edition))
      const face = faceOf(edition, found)
      const values = await mock.arrange(found.given, operationId(face.operation))
      const { method, target, headers, body } = toWireRequest(found, face, values, credentialsOf(seed, found.as))
      const answer = await mock.handle(new Request(`http://localhost${target}`, { method, headers, body }))
      expect(answer.headers.get('greenroom-outcome')).toBe(found.expect)
      await judged(
        edition,
        { method, target, headers, body },
        { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() },
      )
    },
  )
})

function operationId(name: string): OperationId {
  const found = Object.keys(operations).find((id): id is OperationId => id === name)
  return must(found)
}

it('has for the empty seed a ready command for every outcome that needs no room, and each provokes it', () => {
  const overview = toOverview({
    edition: 'current',
    seed: seeds.empty,
    faces: faces.current,
    baseUrl: 'http://localhost',
  })
  const ready = overview.operations.flatMap(({ outcomes }) => outcomes.filter(({ curl }) => curl !== null))
  expect(ready.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'joinLivechatRoom/not-logged-in',
      'joinMeetingRoom/malformed-body',
      'joinVideoConference/rate-limited',
    ]),
  )
  expect(ready.map(({ id }) => id)).not.toContain('joinMeetingRoom/room-locked')
})

it.each(
  faces.current.flatMap((face) => face.outcomes.map(({ name }) => [`${face.operation}/${name}`, face, name] as const)),
)('the empty seed provokes %s, or has no command for it', async (_, face, name) => {
  const curl = toOverview({
    edition: 'current',
    seed: seeds.empty,
    faces: [face],
    baseUrl: 'http://localhost',
  }).operations[0]?.outcomes.find((outcome) => outcome.name === name)?.curl
  if (curl === null || curl === undefined) return expect(name).toMatch(/^(?:joined|room-|no-access|unknown-call)/)
  const server = await startServer({ seed: 'empty' })
  const { stdout } = await run('sh', ['-c', curl.replaceAll('http://localhost', server.url)])
  await server.close()
  expect([...stdout.matchAll(/Greenroom-Outcome: (\S+)/g)].at(-1)?.[1]).toBe(name)
})
