import { describe, expect, it } from 'vitest'
import { checkAcrossFaces } from './across-faces.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

describe('checkAcrossFaces', () => {
  it('lets a face leave outcomes out', async () => {
    const text = changed(GOOD, '        - dark\n', '')
    expect(checkAcrossFaces([await documentOf(GOOD), await documentOf(text)])).toEqual([])
  })

  it('reports shared outcomes that stand in another order', async () => {
    const text = changed(GOOD, '        - dark\n        - off-limits\n', '        - off-limits\n        - dark\n')
    const [earlier, later] = [await documentOf(GOOD, 'first.yaml'), await documentOf(text, 'second.yaml')]
    const [finding, ...others] = checkAcrossFaces([earlier, later])
    expect(finding).toMatchObject({
      file: later.file,
      line: lineOf(text, '- off-limits'),
      check: 'across-faces',
      fix: 'Use the same order in all documents of an edition.',
    })
    expect(finding?.message).toBe(`off-limits comes before dark here, but after it in ${earlier.file}`)
    expect(others).toEqual([])
  })

  it('lets another edition have another order', async () => {
    const text = changed(GOOD, '        - dark\n        - off-limits\n', '        - off-limits\n        - dark\n')
    const names = ['stage.8.0.openapi.yaml', 'stage.8.6.openapi.yaml'] as const
    const documents = [await documentOf(GOOD, names[0]), await documentOf(text, names[1])]
    expect(checkAcrossFaces(documents)).toEqual([])
    expect(checkAcrossFaces([await documentOf(GOOD, names[1]), await documentOf(text, names[1])])).toHaveLength(1)
  })

  it.each([
    ['x-wears-out: false', 'x-wears-out: true'],
    ['x-mutates: true', 'x-mutates: false'],
  ])('reports %s where another face says %s', async (from, to) => {
    const text = changed(GOOD, from, to)
    const documents = [await documentOf(GOOD, 'first.yaml'), await documentOf(text, 'second.yaml')]
    const word = from.split(':')[0] ?? ''
    const differs = (at: number, other: number) => ({
      file: documents[at]?.file,
      line: lineOf(text, to),
      message: `${word} differs from that of enterStage in ${documents[other]?.file}:${lineOf(text, to)}`,
      fix: 'Write the same in all documents.',
      check: 'across-faces',
    })
    // Of two, either may be wrong.
    expect(checkAcrossFaces(documents)).toEqual([differs(0, 1), differs(1, 0)])
  })

  it('tells one that stands in another order on its own line, also behind some that only its face has', async () => {
    const [from, to] = [
      '        - rate-limited\n        - dark\n        - off-limits\n',
      '        - rate-limited\n        - off-limits\n        - dark\n',
    ]
    const earlier = changed(GOOD, '        - rate-limited\n', '')
    const text = changed(GOOD, from, to)
    const [finding] = checkAcrossFaces([await documentOf(earlier, 'first.yaml'), await documentOf(text, 'second.yaml')])
    expect(finding?.line).toBe(lineOf(text, '- off-limits'))
  })

  it('reports a word that is false in one face, and missing in another', async () => {
    const without = changed(GOOD, '      x-wears-out: false\n', '')
    const messages = checkAcrossFaces([await documentOf(GOOD), await documentOf(without)]).map(({ message }) => message)
    expect(messages).toEqual(Array(2).fill(expect.stringMatching(/^x-wears-out differs from that of enterStage in /)))
  })

  it.each([0, 1, 2])('blames the one of three faces that differs, if it is number %i', async (odd) => {
    const seat = (subject: string): string =>
      changed(GOOD, '      x-wears-out', `      x-seat: { takes: ${subject} }\n      x-wears-out`)
    const documents = await Promise.all(
      [0, 1, 2].map((index) => documentOf(seat(index === odd ? 'staeg' : 'stage'), `${index}.yaml`)),
    )
    expect(checkAcrossFaces(documents)).toMatchObject([
      {
        file: documents[odd]?.file,
        line: lineOf(seat('staeg'), 'x-seat'),
        message: `x-seat differs from that of enterStage in ${documents[odd === 0 ? 1 : 0]?.file}:${lineOf(seat('stage'), 'x-seat')}`,
      },
    ])
  })

  it('blames each face of which most others differ, and names one that most agree with', async () => {
    const seats = ['hall', 'stage', 'room', 'stage', 'stage']
    const documents = await Promise.all(
      seats.map((subject, index) =>
        documentOf(
          changed(GOOD, '      x-wears-out', `      x-seat: { takes: ${subject} }\n      x-wears-out`),
          `${index}.yaml`,
        ),
      ),
    )
    expect(
      checkAcrossFaces(documents).map(({ file, message }) => [file, message.split(' in ')[1]?.replace(/:\d+$/, '')]),
    ).toEqual([
      [documents[0]?.file, documents[1]?.file],
      [documents[2]?.file, documents[1]?.file],
    ])
  })

  it('does not compare different operations', async () => {
    const text = changed(
      changed(GOOD, 'enterStage', 'leaveStage'),
      '        - dark\n        - off-limits\n',
      '        - off-limits\n        - dark\n',
    )
    expect(told(checkAcrossFaces([await documentOf(GOOD), await documentOf(text)]))).toEqual([])
  })

  it('does not compare operations without a name', async () => {
    const [from, to] = ['        - dark\n        - off-limits\n', '        - off-limits\n        - dark\n']
    const nameless = changed(GOOD, '      operationId: enterStage\n', '')
    const other = changed(changed(nameless, from, to), 'x-mutates: true', 'x-mutates: false')
    expect(told(checkAcrossFaces([await documentOf(nameless), await documentOf(other)]))).toEqual([])
  })
})
