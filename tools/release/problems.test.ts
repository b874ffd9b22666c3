import { describe, expect, it } from 'vitest'
import { releaseProblems, type ReleaseParts } from './problems.ts'

const FINE: ReleaseParts = {
  manifest: { version: '1.2.3', repository: { type: 'git', url: 'git+https://github.com/Own/greenroom.git' } },
  changelog: '# Changelog\n\n## Unreleased\n\n## 1.2.3, 2026-12-01\n\n- a\n',
  tag: 'v1.2.3',
  repository: 'own/greenroom',
}

describe('a release', () => {
  it('may be published if tag, version, changelog and repository agree', () => {
    expect(releaseProblems(FINE)).toEqual([])
    for (const repository of ['own/greenroom', 'github:own/greenroom', 'https://github.com/own/greenroom'])
      expect(releaseProblems({ ...FINE, manifest: { ...FINE.manifest, repository } })).toEqual([])
    expect(releaseProblems({ ...FINE, changelog: FINE.changelog.replaceAll('\n', '\r\n') })).toEqual([])
  })

  it.each([
    [{ tag: 'v1.2.4' }, /tag is v1\.2\.4/],
    [{ tag: '1.2.3' }, /tag is 1\.2\.3/],
    [{ changelog: '## 1.2.3\n' }, /no heading/],
    [{ changelog: '## 1.2.3, 2026-13-41\n' }, /no heading/],
    [{ changelog: '## 1.2.30, 2026-12-01\n' }, /no heading/],
    [{ tag: '' }, /^There is no tag/],
    [{ repository: '', manifest: { version: '1.2.3' } }, /^Nobody is to publish it/],
    [{ repository: 'other/greenroom' }, /npm refuses provenance/],
    [{ manifest: { version: '1.2.3' } }, /npm refuses provenance/],
    [{ manifest: { ...FINE.manifest, private: true } }, /private/],
    [{ manifest: { ...FINE.manifest, version: '1.2' } }, /no semantic version/],
  ] as [Partial<ReleaseParts>, RegExp][])('may not with %j, and says why', (wrong, says) => {
    expect(releaseProblems({ ...FINE, ...wrong }).join('\n')).toMatch(says)
  })
})
