import { rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { member, members, type Part } from '../../read/openapi.ts'
import { reporter, type LintFinding, type ReportFinding } from '../finding.ts'
import { shown } from '../wording.ts'
import { everyOperation } from './operation-ids.ts'
import { templateNames } from './path-parameters.ts'

/** Every `{name}` in the URL of a server is one of its variables, whose default is among their values. */
export function checkServers(document: Document): LintFinding[] {
  const report = reporter(document, 'servers')
  const root = rootOf(document)
  const items = ['paths', 'webhooks'].flatMap((word) => members(member(root, word)).map(([, item]) => item))
  return [root, ...items, ...everyOperation(root)]
    .flatMap((part) => members(member(part, 'servers')))
    .flatMap(([, server]) => wrongServer(server, report))
}

function wrongServer(server: Part, report: ReportFinding): LintFinding[] {
  const { url } = server.value
  const variables = member(server, 'variables')
  const names = typeof url === 'string' ? templateNames(url) : []
  const undeclared = names
    .filter((name) => !Object.hasOwn(variables.value, name))
    .map((name) =>
      report([...server.path, 'url'], {
        message: `the server has no variable ${name}`,
        fix: `Add it: variables: { ${name}: { default: … } }.`,
      }),
    )
  const unused = Object.keys(variables.value)
    .filter((name) => typeof url === 'string' && !names.includes(name))
    .map((name) =>
      report([...variables.path, name], {
        message: `the URL of the server has no {${name}}`,
        fix: 'Add it there, or remove the variable.',
      }),
    )
  return [...undeclared, ...unused, ...members(variables).flatMap(([, variable]) => wrongDefault(variable, report))]
}

function wrongDefault({ path, value }: Part, report: ReportFinding): LintFinding[] {
  const { enum: values, default: first } = value
  if (!Array.isArray(values) || first === undefined || values.includes(first)) return []
  const message = `the default ${shown(first)} is not one of the variable's values: ${values.join(', ')}`
  return [report([...path, 'default'], { message, fix: 'Write one of them, or add it.' })]
}
