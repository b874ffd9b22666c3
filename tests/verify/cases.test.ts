import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../src/contract/model/case.ts'
import { toWireRequest } from '../../src/contract/model/case-request.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { precedenceCases } from '../../src/contract/compiled/precedence.js'
import type { Edition, OperationId } from '../../src/contract/compiled/types.ts'
import type { Face } from '../../src/contract/model/face.ts'
import { createMock } from '../../src/in-process.ts'
import { operations } from '../../src/mock/operations.ts'
import { valuesFor } from '../../src/verify/arrange/arranged-values.ts'
import { planOf } from '../../src/verify/plan/plan.ts'

const editions: readonly Edition[] = ['current', '2022']
const all = [...cases, ...precedenceCases]

const faceOf = (edition: Edition, operation: string): Face => {
  const face = faces[edition].find((each) => each.operation === operation)
  if (!face) throw new Error(`the edition ${edition} has no ${operation}`)
  return face
}

const operationId = (name: string): OperationId => {
  const found = Object.keys(operations).find((id): id is OperationId => id === name)
  if (!found) throw new Error(`there is no operation ${name}`)
  return found
}

const isName = <Names extends object>(names: Names, name: string): name is keyof Names & string =>
  Object.hasOwn(names, name)

describe.each(editions)('edition %s', (edition) => {
  const mock = createMock({ edition, salt: 'cases' })
  // What only sockets have is played by the contract suite, and so is all of this, over HTTP.
  const played = planOf(all, faces[edition]).map(({ testCase }) => testCase)

  it.each(played.map((found) => [found.id, found] as const))(
    'answers every call of %s with its outcome',
    { tags: ['full'], meta: { held: { way: 'by handle()', cases: 1 } } },
    async (_, found) => {
      await using world = await mock.world()
      const arranged: Readonly<Record<string, string>> =
        Object.keys(found.given).length === 0
          ? {}
          : await world.situation(found.given, { operation: operationId(found.operation) })
      const headersOf = (as: string): Readonly<Record<string, string>> =>
        isName(world.identities, as) ? world.identities[as] : {}
      const play = async (call: CaseCall): Promise<void> => {
        if (call.waitMs > 0) await world.clock.advance(call.waitMs)
        const face = faceOf(edition, call.operation)
        const values = valuesFor(call, { values: arranged, identities: world.identities })
        const { method, target, headers, body } = toWireRequest(call, face, values, headersOf(call.as))
        expect(`${target} ${body ?? ''}`.slice(0, 1000), 'a value that nothing has yielded').not.toMatch(/=%24|"\$/)
        const answer = await mock.handle(
          new Request(`http://localhost${target}`, { method, headers: { ...headers, ...world.headers }, body }),
        )
        const text = await answer.text()
        const outcome = face.outcomes.find(({ name }) => name === call.expect)
        expect([answer.headers.get('greenroom-outcome'), answer.status], text).toEqual([call.expect, outcome?.status])
        for (const value of Object.values(call.values)) expect(text).toContain(JSON.stringify(value).slice(1, -1))
      }
      for (const call of [...found.before, found, ...found.then]) await play(call)
    },
  )

  it('has a case for every outcome', () => {
    const has = new Set(played.map(({ operation, expect: outcome }) => `${operation}/${outcome}`))
    const documented = faces[edition].flatMap(({ operation, outcomes }) =>
      outcomes.map(({ name }) => `${operation}/${name}`),
    )
    expect(documented.length).toBeGreaterThan(30)
    expect(documented.filter((each) => !has.has(each))).toEqual([])
  })
})

it('names every case once, written or derived', () => {
  const ids = all.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})
