import { main } from '../../src/cli/main.ts'

const HEAD = `# Options

What \`greenroom --help\` and \`greenroom <command> --help\` print; \`npm run options\` writes this page.
[Commands and exit codes](commands.md) says what each command is for.
`

/** The whole text of docs/options.md, taken from the commands themselves. */
export async function optionsPage(): Promise<string> {
  const general = await printedBy('--help')
  const names = [...general.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name)
  const parts = [HEAD, blockOf(general)]
  for (const name of names) parts.push(`## ${name}\n`, blockOf(await printedBy(name, '--help')))
  return parts.join('\n')
}

const blockOf = (text: string): string => `\`\`\`\n${text}\`\`\`\n`

async function printedBy(...args: string[]): Promise<string> {
  let text = ''
  const add = (part: string): void => void (text += part)
  await main(args, { env: {}, out: add, error: add })
  return text
}
