import { globSync, readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { isObject } from '../../src/json.ts'
import { workflowErrors } from '../support/ci/github-schema.ts'

const files = globSync('.github/workflows/*.yml').map((file) => file.replaceAll('\\', '/'))
const textOf = (file: string): string => readFileSync(file, 'utf8')

describe.each(files)('%s', (file) => {
  it('is a workflow by GitHub’s schema', async () => {
    expect(await workflowErrors(file, textOf(file))).toEqual([])
  })

  it('may read the repository and nothing else unless a job says so, and keeps no credentials in it', () => {
    const workflow = load(textOf(file))
    expect(isObject(workflow) && workflow['permissions']).toEqual({ contents: 'read' })
    const checkouts = textOf(file).match(/uses: actions\/checkout@/g) ?? []
    expect(textOf(file).match(/persist-credentials: false/g)).toHaveLength(checkouts.length)
  })

  it('has no expression in a script, and uses actions by the hashes of commits, the same as docs/ci.md', () => {
    for (const [, script = ''] of textOf(file).matchAll(/run: (.*)/g)) expect(script).not.toContain('${{')
    const page = readFileSync('docs/ci.md', 'utf8')
    for (const [, uses = ''] of textOf(file).matchAll(/uses: (.*)/g)) if (uses !== './') expect(page).toContain(uses)
  })

  it('runs only scripts that package.json has', () => {
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
    const scripts = isObject(manifest) && isObject(manifest['scripts']) ? Object.keys(manifest['scripts']) : []
    for (const [, name = ''] of textOf(file).matchAll(/npm run ([\w:]+)/g)) expect(scripts).toContain(name)
  })
})

it('there is one that publishes, and only it gets a token of its run', () => {
  const publishing = files.filter((file) => textOf(file).includes('id-token: write'))
  expect(publishing).toEqual(['.github/workflows/release.yml'])
  expect(textOf('.github/workflows/release.yml')).not.toMatch(/NODE_AUTH_TOKEN|secrets\./)
})

it.each(globSync('.github/ISSUE_TEMPLATE/*.yml').filter((file) => !file.endsWith('config.yml')))(
  '%s is a form: a name, a description, and fields with labels of their own',
  (file) => {
    const form = load(textOf(file))
    expect(form).toMatchObject({
      name: expect.any(String),
      description: expect.any(String),
      labels: [expect.any(String)],
    })
    const body = isObject(form) && Array.isArray(form['body']) ? form['body'].filter(isObject) : []
    const labels = body.map(({ attributes }) => isObject(attributes) && attributes['label'])
    expect(body.length).toBeGreaterThan(1)
    expect(new Set(labels).size).toBe(body.length)
    for (const { type } of body) expect(['input', 'textarea', 'dropdown', 'checkboxes', 'markdown']).toContain(type)
  },
)
