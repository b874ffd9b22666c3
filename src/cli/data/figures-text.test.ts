import { describe, expect, it } from 'vitest'
import type { DataFigures, KeptFigures } from '../../store/log/data-figures.ts'
import { damageFault, figuresText } from './figures-text.ts'

const world = (name: string, more: Partial<KeptFigures> = {}): KeptFigures => ({
  name,
  seed: 'documented',
  generation: 1,
  entries: 0,
  bytes: 0,
  exchanges: 0,
  damage: null,
  ...more,
})
const figures = (more: Partial<DataFigures> = {}): DataFigures => ({
  place: 'kept.db',
  format: 3,
  edition: 'current',
  bytes: 1025,
  wasCut: false,
  users: 0,
  worlds: [],
  ...more,
})

describe('the text of what is kept', () => {
  it.each([
    [{}, 'kept.db: format 3, edition current, 2 KiB\n'],
    [{ bytes: 2_048_000 }, 'kept.db: format 3, edition current, 2,000 KiB\n'],
    [{ wasCut: true }, 'kept.db: format 3, edition current, 2 KiB, not closed by its last server\n'],
    [{ users: 1 }, 'kept.db: format 3, edition current, 2 KiB, in use by 1 mock\n'],
    [
      { wasCut: true, users: 2 },
      'kept.db: format 3, edition current, 2 KiB, not closed by its last server, in use by 2 mocks\n',
    ],
  ])('with %j says so at the top', (more, text) => {
    expect(figuresText(figures(more))).toBe(text)
  })

  it('has a row for each world, with what is damaged', () => {
    const worlds = [
      world('default', { entries: 1, bytes: 1024, exchanges: 1, damage: 'row 2 cannot be read' }),
      world('qa', { seed: 'busy:10', entries: 12, bytes: 1025, exchanges: 0 }),
    ]
    expect(figuresText(figures({ worlds })).split('\n').slice(1)).toEqual([
      'default  documented  1 change since its snapshot    1 KiB  1 call in its journal   damaged',
      'qa       busy:10     12 changes since its snapshot  2 KiB  0 calls in its journal',
      '',
    ])
  })
})

describe('what is damaged', () => {
  it('is none in worlds that can be read', () => {
    expect(damageFault({ worlds: [] })).toBeNull()
    expect(damageFault({ worlds: [world('default')] })).toBeNull()
  })

  it('is said of each world, with what can be done', () => {
    const worlds = [
      world('a', { damage: 'row 2 cannot be read' }),
      world('b'),
      world('c', { damage: 'it has no seed' }),
    ]
    expect(damageFault({ worlds })).toMatchObject({
      message: 'of the world a, row 2 cannot be read; of the world c, it has no seed',
      fix: 'Restore it from a copy, or give up the world: greenroom data drop <world>, or import <world> <snapshot> --replace. Nothing was changed.',
    })
  })
})
