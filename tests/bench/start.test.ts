import { describe, expect, it } from 'vitest'
import { moduleTable, profileTable } from '../../bench/report/starts.ts'
import { groupOf, LOADER, startOwner } from '../../bench/start/owner.ts'
import { millisecondsBy, type CpuProfile } from '../../bench/cpu-profile.ts'

const node = (id: number, functionName: string, url: string, ...children: number[]): CpuProfile['nodes'][number] => ({
  id,
  callFrame: { functionName, url },
  children,
})

const profile: CpuProfile = {
  startTime: 1_000,
  nodes: [
    node(1, '(root)', '', 2, 7, 8),
    node(2, '', 'file:///app/src/cli/main.ts', 3, 5),
    node(3, 'import', 'node:internal/modules/esm/loader', 4),
    node(4, '', 'file:///app/node_modules/@noble/hashes/sha2.js'),
    node(5, 'listen', 'node:net', 6),
    node(6, '(garbage collector)', ''),
    node(7, '(idle)', ''),
    node(8, 'boot', 'node:internal/bootstrap/node'),
  ],
  samples: [8, 2, 3, 4, 5, 6, 7, 2],
  timeDeltas: [1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000],
}
const owners = startOwner(['file:///app/'])

describe('the milliseconds of a start', () => {
  it('belong to the innermost file, to the loader, or to Node; idle ones to nobody', () => {
    expect([...millisecondsBy(profile, owners)]).toEqual([
      ['src/cli/main.ts', 15],
      ['garbage collection', 6],
      ['node_modules/@noble/hashes/sha2.js', 4],
      [LOADER, 3],
      ['Node: own start', 1],
    ])
  })

  it('end at the first answer', () => {
    expect(millisecondsBy(profile, owners, 1_000 + 15_000).get('src/cli/main.ts')).toBe(7)
  })

  it('are listed by folder and package, for each server', () => {
    const rows = profileTable([
      { name: 'ours', profiles: [millisecondsBy(profile, owners)] },
      { name: 'bare', profiles: [new Map([['Node: own start', 2]])] },
    ]).split('\n')
    expect(rows[2]).toBe('| src/cli | 15.0 | 0.0 |')
    expect(rows.at(-1)).toBe('| all, with what is less | 29.0 | 2.0 |')
  })
})

it('a file is counted for its folder, or its package', () => {
  expect(groupOf('src/contract/compiled/faces.ts')).toBe('src/contract')
  expect(groupOf('src/server.ts')).toBe('src')
  expect(groupOf('file:///x/node_modules/@noble/hashes/sha2.js')).toBe('@noble/hashes')
  expect(groupOf('node_modules/ajv/dist/x.js')).toBe('ajv')
  expect(groupOf(LOADER)).toBe(LOADER)
})

it('loaded modules are counted with their bytes, by folder', () => {
  const rows = moduleTable([
    { name: 'src/mock/core.ts', bytes: 7_900 },
    { name: 'src/mock/call.ts', bytes: 2_100 },
  ]).split('\n')
  expect(rows.slice(2)).toEqual(['| src/mock | 2 | 10 | core.ts, 8 kB |', '| all | 2 | 10 |  |'])
})
