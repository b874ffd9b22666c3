import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toPacket } from '../../src/contract/model/case-packet.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { Outcome } from '../../src/contract/model/face.ts'
import { rootOf } from '../../src/contract/read/faces.ts'
import { loadDocument } from '../../src/contract/read/load.ts'
import { member, members, operationsOf, texts } from '../../src/contract/read/openapi.ts'
import { isObject } from '../../src/json.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import {
  documentedAnswers,
  documentedRequests,
  LIST_OF_003,
  type DocumentedAnswer,
} from '../support/documented-answers.ts'
import { casesByData, editions, fixed, isRepeated, must, playByData } from '../support/documented-cases.ts'
import { documentedOrders, documentedStatus, statedOrders } from '../support/documented-orders.ts'
import { listen } from '../support/sockets.ts'
import { transports } from '../support/transports.ts'

const decisions = await readFile('specs/DECISIONS.md', 'utf8')
const section = (number: number): string =>
  must(decisions.split(/^(?=### )/m).find((text) => text.startsWith(`### ${number}. `)))

type OnFace = DocumentedAnswer & { readonly edition: Edition | null }
const onFaces: readonly OnFace[] = documentedAnswers.flatMap((row) => [
  ...(row.ways.includes('http') ? row.editions.map((edition) => ({ ...row, edition })) : []),
  ...(row.ways.includes('socket') ? [{ ...row, edition: null }] : []),
])
const titleOf = ({ operation, outcome, edition, source }: OnFace): string =>
  `${operation}/${outcome} ${edition ?? 'on sockets'}, of ${source}`

/** What is to be answered, as JSON without white space; null: the document prints nothing that could be compared. */
const bodyOf = ({ body, decided }: Pick<DocumentedAnswer, 'body' | 'decided'>): string | null => {
  const wanted = decided?.body ?? body
  return wanted === null ? null : compact(wanted)
}
const compact = (text: string): string => JSON.stringify(JSON.parse(text))
const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex')

const facesOf = (edition: Edition | null) => (edition === null ? socketFaces : faces[edition])
const outcomeOf = ({ operation, outcome, edition }: OnFace): Outcome =>
  must(
    facesOf(edition)
      .find((face) => face.operation === operation)
      ?.outcomes.find(({ name }) => name === outcome),
  )

describe('the table', () => {
  it.each(onFaces.map((row) => [titleOf(row), row] as const))(
    'agrees with itself and with DECISIONS.md: %s',
    (_, row) => {
      const { operation, outcome, edition, status, decided } = row
      const wanted = decided?.status ?? must(status)
      expect(documentedStatus(operation, edition, outcome)).toBe(wanted)
      if (decided) expect(section(decided.by)).toContain(row.source.slice(0, 3))
      for (const words of decided?.words ?? []) expect(section(must(decided).by)).toContain(words)
    },
  )

  it('orders outcomes as the documents that state an order do', () => {
    for (const { operation, outcomes } of statedOrders)
      for (const row of documentedOrders.filter((each) => each.operation === operation))
        expect(row.outcomes.map(([name]) => name).filter((name) => outcomes.includes(name))).toEqual(outcomes)
    expect(statedOrders).toHaveLength(1)
  })

  it('says of the letter that follows a body of 000 that it is none', () => {
    expect(section(7)).toContain('`}n`')
  })

  it('gives for each order the section that decides it', () => {
    for (const { by } of documentedOrders) if (by !== null) expect(section(by)).toMatch(/^### \d+\. \S/)
  })
})

describe('the compiled contract', () => {
  it.each(documentedOrders.map((row) => [`${row.operation} ${row.edition ?? 'on sockets'}`, row] as const))(
    'has the outcomes of %s in the documented order, each with its status',
    (_, { operation, edition, outcomes }) => {
      const face = must(facesOf(edition).find((each) => each.operation === operation))
      expect(face.outcomes.map(({ name, status }) => [name, status])).toEqual(outcomes)
    },
  )

  it('has no face that the table lacks', () => {
    const named = (edition: Edition | null): string[] => facesOf(edition).map(({ operation }) => operation)
    for (const edition of [...editions, null])
      expect(named(edition).sort()).toEqual(
        documentedOrders
          .filter((row) => row.edition === edition)
          .map(({ operation }) => operation)
          .sort(),
      )
  })

  it.each(onFaces.map((row) => [titleOf(row), row] as const))('answers what is documented: %s', (_, row) => {
    const { status, example, sources, mediaType } = outcomeOf(row)
    expect([status, mediaType]).toEqual([row.decided?.status ?? row.status, 'application/json'])
    expect(sources).toContain(row.source)
    if (row.outcome === 'listed') expect(fingerprint(example)).toBe(LIST_OF_003)
    else if (row.outcome !== 'connected') expect(example).toBe(must(bodyOf(row)))
  })

  it('cites a document for no answer that has no row, and no place in one that the table does not know', () => {
    const known = new Set(onFaces.map(({ edition, operation, outcome }) => `${edition} ${operation}/${outcome}`))
    const places = new Set(documentedAnswers.map(({ source }) => source))
    for (const edition of [...editions, null])
      for (const { operation, outcomes } of facesOf(edition))
        for (const { name, sources } of outcomes) {
          const cited = sources.filter((source) => source.includes('.txt#'))
          if (cited.length > 0) expect(known).toContain(`${edition} ${operation}/${name}`)
          for (const source of cited) expect(places).toContain(source)
        }
  })

  it.each(documentedRequests)('shows the request of $operation as $source, or as decided', async (row) => {
    expect(await requestExamples(row.operation)).toContainEqual([compact(row.decided.body), [row.source]])
    for (const words of row.decided.words ?? []) expect(section(row.decided.by)).toContain(words)
  })
})

/** The examples of an operation's request body, as JSON without white space, with their sources. */
async function requestExamples(operation: string): Promise<(readonly [string, readonly string[]])[]> {
  const documents = await Promise.all(
    ['rocket-chat', 'meeting-rooms'].map((api) => loadDocument(`specs/${api}.openapi.yaml`)),
  )
  return documents
    .flatMap((document) => operationsOf(rootOf(document)))
    .filter((found) => found.operation.value['operationId'] === operation)
    .flatMap((found) => members(member(member(found.operation, 'requestBody'), 'content')))
    .flatMap(([, content]) => members(member(content, 'examples')))
    .map(([, { value }]) => [JSON.stringify(value['value']), texts(value['x-source'])])
}

/** The same, but for members whose values are examples: of those only whether they are text or null. */
function comparable(text: string, examples: readonly string[]): unknown[] {
  const value: unknown = JSON.parse(text)
  return Object.entries(isObject(value) ? value : {}).map(([name, part]) => [
    name,
    examples.includes(name) ? typeof part : part,
  ])
}

function expectBody(text: string, row: DocumentedAnswer): void {
  if (row.outcome === 'listed') expect(fingerprint(text)).toBe(LIST_OF_003)
  else if (row.examples) expect(comparable(text, row.examples)).toEqual(comparable(must(bodyOf(row)), row.examples))
  else expect(text).toBe(must(bodyOf(row)))
}

describe('a running mock', () => {
  it.each(
    onFaces.flatMap((row) =>
      row.edition === null || isRepeated(row.edition, row.operation) ? [] : [[titleOf(row), row, row.edition] as const],
    ),
  )('answers what is documented: %s', { meta: { held: { way: 'by handle()', cases: 1 } } }, async (_, row, edition) => {
    const found = must(
      casesByData(edition).find(({ operation, expect: name }) => operation === row.operation && name === row.outcome),
    )
    await using opened = await must(transports.find(({ name }) => name === 'handle(Request)')).open(fixed(edition))
    const answer = await playByData(opened, edition, found)
    expect(answer.status).toBe(row.decided?.status ?? row.status)
    expectBody(answer.body, row)
  })
})

describe('a running mock, on sockets', () => {
  let server: RunningServer
  beforeAll(async () => void (server = await startServer()))
  afterAll(() => server.close())

  it.each(onFaces.filter(({ edition }) => edition === null).map((row) => [titleOf(row), row] as const))(
    'answers what is documented: %s',
    { meta: { held: { way: 'over WebSocket', cases: 1 } } },
    async (_, row) => {
      const face = must(socketFaces.find(({ operation }) => operation === row.operation))
      const found = must(
        cases.find(({ operation, expect: name }) => operation === row.operation && name === row.outcome),
      )
      const { event } = face
      await using world = await server.world()
      // Connecting needs no situation.
      const values = event === null ? {} : await world.situation(found.given)
      const { args, auth } = toPacket(found, face, values, credentialsOf(seeds.documented, found.as))
      using caller = await listen(server.url, { transports: ['websocket'], auth: { ...auth, world: world.name } })
      if (event === null) return expect(caller.id).toMatch(/^\S+$/)
      expectBody(JSON.stringify(await caller.ask(event, ...args)), row)
    },
  )
})
