import { expect, it } from 'vitest'
import { sourceText } from './sources.ts'
import { clockText, counted, dateText } from './times.ts'

it('a source is told to people: the place in its document, or what else it is', () => {
  expect(['server', 'inferred', '001_x.txt#Responses 403', 'whole.txt'].map(sourceText)).toEqual([
    'as the real server does',
    'inferred',
    'document: Responses 403',
    'document: whole.txt',
  ])
})

it('times and counts are written for people', () => {
  const instant = '2026-03-03T10:30:05.120Z'
  expect([clockText(instant), dateText(instant)]).toEqual(['10:30:05.120', '2026-03-03 10:30:05'])
  expect([counted(0, 'call'), counted(1, 'call'), counted(1200, 'call')]).toEqual(['0 calls', '1 call', '1,200 calls'])
})
