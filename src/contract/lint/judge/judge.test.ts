import { Script } from 'node:vm'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createJudge } from './judge.ts'

describe('a judge', () => {
  const keywords = (schema: unknown, value: unknown) => createJudge('3.1')(schema, value).map(({ keyword }) => keyword)

  it('says all that a schema refuses, and nothing of what it takes', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' }, b: { minimum: 5 } }, required: ['c'] }
    expect(keywords(schema, { a: 1, b: 1 }).toSorted()).toEqual(['minimum', 'required', 'type'])
    expect(keywords(schema, { a: 'x', b: 5, c: null })).toEqual([])
  })

  it('knows dates and URIs, and takes any other format for a note', () => {
    expect(keywords({ format: 'date-time' }, '2026-02-30T00:00:00Z')).toEqual(['format'])
    expect(keywords({ format: 'uri' }, 'no uri')).toEqual(['format'])
    expect(keywords({ format: 'email' }, 'no e-mail')).toEqual([])
  })

  it('says nothing by a schema that is wrong itself, or a $ref that leads nowhere, which others report', () => {
    for (const schema of [{ type: 'text' }, { pattern: '(' }, 'text', null, true])
      expect(keywords(schema, {})).toEqual([])
    expect(createJudge('3.1')({ $ref: '#/nowhere' }, 1)).toEqual([])
  })

  it('judges many values by one schema, each anew', () => {
    const [judge, schema] = [createJudge('3.0'), { type: 'integer', minimum: 1, exclusiveMinimum: true }]
    expect([1, 2, 'x', 3].map((value) => judge(schema, value).length)).toEqual([1, 0, 1, 0])
  })

  it.each([
    ['id', 'a'],
    ['$id', 'a b'],
    ['$schema', 'https://other.example/schema'],
    ['$vocabulary', { 'https://other.example/words': true }],
    ['$anchor', 'part'],
    ['$dynamicAnchor', 'part'],
    ['$dynamicRef', '#nowhere'],
    ['$recursiveRef', '#'],
    ['$defs', { part: { $id: 'a', $anchor: 'b' }, again: { $id: 'a', $anchor: 'b' } }],
    ['definitions', { part: { $id: 'a' }, again: { $id: 'a' } }],
  ])('takes %s for a name, which changes nothing', (word, value) => {
    expect(keywords({ type: 'string', [word]: value }, 5)).toEqual(['type'])
    expect(keywords({ type: 'string', [word]: value }, 'x')).toEqual([])
  })

  it.each(['$id', '$anchor', '$dynamicAnchor'])('takes two schemas of one %s for two', (word) => {
    const properties = { a: { [word]: 'part', type: 'string' }, b: { [word]: 'part', type: 'number' } }
    expect(createJudge('3.1')({ properties }, { a: 1, b: 'x' }).map(({ path }) => path.join())).toEqual(['a', 'b'])
  })

  it('knows what excludes a value, and which alternatives fit', () => {
    const params = (schema: unknown, value: unknown) => createJudge('3.1')(schema, value).map((leaf) => leaf.params)
    expect(params({ not: { required: ['a', 'b'] } }, { a: 1, b: 1 })).toEqual([{ schema: { required: ['a', 'b'] } }])
    expect(params({ oneOf: [{ type: 'string' }, { minLength: 1 }] }, 'a')).toEqual([{ passingSchemas: [0, 1] }])
  })

  it('asks for members of the other direction in neither, and without one of no such member at all', () => {
    const schema = {
      properties: { id: { readOnly: true }, secret: { writeOnly: true } },
      required: ['id', 'secret', 'name'],
    }
    const missing = (direction?: 'request' | 'response' | null) =>
      createJudge('3.1', direction === undefined ? {} : { direction })(schema, {}).map(
        (leaf) => leaf.params['missingProperty'],
      )
    expect([missing('request'), missing('response'), missing(null), missing()]).toEqual([
      ['secret', 'name'],
      ['id', 'name'],
      ['name'],
      ['name'],
    ])
  })

  it('gives a pattern two seconds for a long text, and a short one no deadline', () => {
    const asked = vi.spyOn(Script.prototype, 'runInContext')
    onTestFinished(() => asked.mockRestore())
    const judge = createJudge('3.1')
    expect(['a'.repeat(16), 'a'.repeat(17)].map((text) => judge({ pattern: '^a+$' }, text))).toEqual([[], []])
    expect(asked.mock.calls.map(([, options]) => Object(options).timeout)).toEqual([2000])
  })

  it('says that a schema cannot be used, and why', () => {
    expect(createJudge('3.1')({ enum: [] }, 1)).toEqual([
      {
        path: [],
        keyword: '',
        params: {},
        text: expect.stringMatching(/^cannot be checked, since its schema is unusable: enum must have /),
      },
    ])
  })

  it('uses the check of schemas that it is given, and accepts any value for a schema with faults', () => {
    const asked: unknown[] = []
    const judge = createJudge('3.1', {
      faultsOf(schema) {
        asked.push(schema)
        return schema['title'] === 'odd' ? [{ path: [], keyword: 'odd', params: {}, text: '' }] : []
      },
    })
    const inner = { title: 'odd', type: 'string' }
    const schema = { properties: { a: inner, b: { type: 'string' } } }
    expect(judge(schema, { a: 5, b: 5 }).map(({ path }) => path)).toEqual([['b']])
    expect(asked).toEqual(expect.arrayContaining([schema, inner]))
  })
})
