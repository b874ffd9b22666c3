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
      fix: 'Use the same order in all documents.',
    })
    expect(finding?.message).toBe(`off-limits comes before dark here, but after it in ${earlier.file}`)
    expect(others).toEqual([])
  })

  it.each([
    ['x-wears-out: false', 'x-wears-out: true'],
    ['x-mutates: true', 'x-mutates: false'],
  ])('reports %s where another face says %s', async (from, to) => {
    const text = changed(GOOD, from, to)
    const found = checkAcrossFaces([await documentOf(GOOD, 'first.yaml'), await documentOf(text, 'second.yaml')])
    expect(told(found)).toEqual([
      expect.stringMatching(
        `^${lineOf(text, to)}: ${from.split(':')[0]} differs from that of enterStage in .*first.yaml$`,
      ),
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
})
