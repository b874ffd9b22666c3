/** What a release is made of, as it lies in the repository, and the tag and the repository that are to publish it. */
export interface ReleaseParts {
  readonly manifest: {
    readonly version?: unknown
    readonly private?: unknown
    readonly repository?: unknown
  }
  readonly changelog: string
  /** `v1.2.3` */
  readonly tag: string
  /** `owner/name` */
  readonly repository: string
}

/** Why a tag must not be published, each with what to do; none: it may. */
export function releaseProblems({ manifest, changelog, tag, repository }: ReleaseParts): readonly string[] {
  const version = String(manifest.version)
  return [
    ...(SEMVER.test(version) ? [] : [`The version ${version} of package.json is no semantic version: write 1.2.3.`]),
    ...tagProblem(tag, version),
    ...(headingOf(changelog, version)
      ? []
      : [`CHANGELOG.md has no heading "## ${version}, <year>-<month>-<day>": name what changed.`]),
    ...repositoryProblem(manifest.repository, repository),
    ...(manifest.private === true ? ['package.json is private: remove that.'] : []),
  ]
}

function tagProblem(tag: string, version: string): readonly string[] {
  if (tag === `v${version}`) return []
  if (tag === '') return [`There is no tag: set TAG to v${version}.`]
  return [`The tag is ${tag}, but package.json says ${version}: tag the commit that raised the version as v${version}.`]
}

function repositoryProblem(own: unknown, repository: string): readonly string[] {
  if (repository === '') return ['Nobody is to publish it: set REPOSITORY to <owner>/<name>.']
  return urlOf(own).toLowerCase() === repository.toLowerCase()
    ? []
    : [`The repository in package.json is not ${repository}: npm refuses provenance for another one.`]
}

const SEMVER = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[\w.-]+)?$/

const headingOf = (changelog: string, version: string): boolean =>
  changelog.split(/\r?\n/).some((line) => {
    const [head, date = ''] = line.split(', ')
    return head === `## ${version}` && /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date))
  })

/** `owner/name` of the forms that npm knows. */
function urlOf(repository: unknown): string {
  const url = typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : repository
  return /^(?:github:|(?:git\+)?https:\/\/github\.com\/)?([^/]+\/[^/]+?)(?:\.git)?$/.exec(String(url))?.[1] ?? ''
}
