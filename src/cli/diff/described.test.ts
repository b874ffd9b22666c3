import { editionWords } from '../../contract/compiled/edition-words.ts'
import { describe, expect, it } from 'vitest'
import { changed, documentOf, GOOD } from '../../contract/lint/testing/documents.ts'
import { asServed, describedContract, type DescribedContract } from './described.ts'

const QUERY = `      parameters:
        - { name: b, in: query, required: true, schema: { type: string } }
        - { name: a, in: query, schema: { type: integer } }
        - { name: h, in: header, schema: {} }
      requestBody:`
const read = async (text: string): Promise<DescribedContract> => describedContract('mine', [await documentOf(text)])

describe('what a contract says of an operation', () => {
  it('is its face, its parameters in their order, its body, and how values are converted', async () => {
    const { name, operations } = await read(changed(GOOD, '      requestBody:', QUERY))
    expect([name, operations.length]).toEqual(['mine', 1])
    const [operation] = operations
    expect(operation?.face.operation).toBe('enterStage')
    expect(operation?.parameters).toEqual([
      { name: 'b', isRequired: true, schema: { type: 'string' } },
      { name: 'a', isRequired: false, schema: { type: 'integer' } },
    ])
    expect(operation?.body).toMatchObject({ properties: { stage: { type: 'string' } } })
    expect(operation?.coercion).toEqual({ query: 'scalars', body: 'none' })
    const two = [await documentOf(GOOD), await documentOf(changed(GOOD, 'enterStage', 'leaveStage'))]
    expect(describedContract('both', two).operations.map(({ face }) => face.operation)).toEqual([
      'enterStage',
      'leaveStage',
    ])
  })

  it('may allow more parameters, or not', async () => {
    const allows = async (text: string) => (await read(text)).operations[0]?.allowsMore
    const own = changed(GOOD, '      requestBody:', QUERY)
    expect([await allows(own), await allows(GOOD)]).toEqual([true, true])
    expect(await allows(changed(own, '      x-mutates', '      x-additional-parameters: false\n      x-mutates'))).toBe(
      false,
    )
  })
})

describe('a contract of one’s own, as it is served', () => {
  const [own, edition] = [
    { name: 'mine', operations: [], words: { elsewhere: [], settings: { anonymousReading: true } } },
    { name: '8.0', operations: [], words: { elsewhere: [], settings: { anonymousReading: false } } },
  ]

  it('is compared by its own operations alone', async () => {
    const { operations } = await read(GOOD)
    const other = operations.map((each) => ({ ...each, face: { ...each.face, operation: 'other' } }))
    const [, served] = asServed({ ...own, operations }, { ...edition, operations: [...other, ...operations] })
    expect(served).toEqual({ ...edition, operations })
    expect(asServed({ ...own, operations }, edition)[0]).toMatchObject({ name: 'mine', operations })
  })

  it('says where no operation is what its edition says, unless it says something itself', async () => {
    const { elsewhere } = editionWords['8.6']
    const served = { ...edition, words: { ...edition.words, elsewhere } }
    const mine = elsewhere.map((each) => ({ ...each, under: '/mine/' }))
    expect(asServed(own, served)[0].words.elsewhere).toEqual(elsewhere)
    expect(asServed({ ...own, words: { ...own.words, elsewhere: mine } }, served)[0].words.elsewhere).toEqual(mine)
  })

  it('has the settings of its edition but for its own', () => {
    expect(asServed(own, edition)[0].words.settings).toEqual({ anonymousReading: true })
    expect(asServed(own, edition)[1].words).toEqual(edition.words)
    expect(asServed({ ...own, words: { elsewhere: [], settings: {} } }, edition)[0].words.settings).toEqual({
      anonymousReading: false,
    })
  })
})
