import { describe, expect, it } from 'vitest'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'
import { checkWordsOfVerify } from './words-of-verify.ts'

const SEATED = changed(GOOD, '      x-wears-out', '      x-seat: { takes: stage, guest: name }\n      x-wears-out')

describe('for verify', () => {
  it('each operation over HTTP has a harmless case', async () => {
    const document = await documentOf(GOOD)
    expect(checkWordsOfVerify([document], { harmless: new Set(['enterStage']) })).toEqual([])
    expect(checkWordsOfVerify([document], { harmless: new Set() })).toMatchObject([
      {
        check: 'harmless',
        line: lineOf(GOOD, 'operationId'),
        message: 'the operation enterStage has no harmless case, which verify needs to find its route',
        fix: 'Write harmless: true to a case of contract-tests/cases/enterStage.yaml that is refused for any caller, and run npm run compile.',
      },
    ])
  })

  it('operations on sockets need none', async () => {
    const text = 'asyncapi: 3.0.0\noperations:\n  enter: { action: receive, x-outcomes: [entered] }\n'
    const document = await documentOf(text, 'hall.asyncapi.yaml')
    expect(checkWordsOfVerify([document], { harmless: new Set() })).toEqual([])
  })

  it('each seat is of a subject; who names a guest is none', async () => {
    const document = await documentOf(SEATED)
    expect(checkWordsOfVerify([document], { subjects: ['stage'] })).toEqual([])
    expect(told(checkWordsOfVerify([document], { subjects: ['hall'] }))).toEqual([
      `${lineOf(SEATED, 'x-seat')}: there is no subject stage`,
    ])
    const [{ check, fix } = {}] = checkWordsOfVerify([document], { subjects: ['hall', 'room'] })
    expect([check, fix]).toEqual([
      'seats',
      'Write one of fixtures/facts.yaml (hall, room), or add it there and run npm run compile.',
    ])
  })

  it('a seat of another form is no matter of it', async () => {
    for (const seat of ['x-seat: { takes: 5 }', 'x-seat: stage', 'x-seat: null']) {
      const document = await documentOf(changed(SEATED, 'x-seat: { takes: stage, guest: name }', seat))
      expect(checkWordsOfVerify([document], { subjects: [] })).toEqual([])
    }
  })

  it('nothing is asked for where nothing is known', async () => {
    expect(checkWordsOfVerify([await documentOf(SEATED)], {})).toEqual([])
  })
})
