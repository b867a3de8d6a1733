import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isIntrospectionType,
  isSpecifiedScalarType,
  Kind,
  print,
  type StringValueNode,
  type TypeDefinitionNode,
} from 'graphql';

interface Described {
  readonly description?: StringValueNode | undefined;
}

const INDENT = '  ';

const indented = (text: string, indentation: string): string => text.replaceAll('\n', `\n${indentation}`);

/** As a block string, which graphql-js breaks into lines where it is long. */
const printDescription = ({ description }: Described, indentation = ''): string =>
  description === undefined ? '' : `${indentation}${indented(print({ ...description, block: true }), indentation)}\n`;

/** One member in each line; an empty line before each that is described, but for the first. */
const printMembers = <Member extends Described>(
  members: readonly Member[],
  indentation: string,
  text: (member: Member) => string,
): string =>
  members
    .map((member, index) => {
      const apart = index > 0 && member.description !== undefined ? '\n' : '';
      return `${apart}${printDescription(member, indentation)}${indentation}${text(member)}\n`;
    })
    .join('');

const printDirectives = (directives: readonly ConstDirectiveNode[] = []): string =>
  directives.map((directive) => ` ${print(directive)}`).join('');

const printInput = ({ name, type, defaultValue, directives }: InputValueDefinitionNode): string => {
  const preset = defaultValue ? ` = ${print(defaultValue)}` : '';
  return `${name.value}: ${print(type)}${preset}${printDirectives(directives)}`;
};

const printArguments = (args: readonly InputValueDefinitionNode[] = []): string => {
  if (args.length === 0) return '';
  if (args.every(({ description }) => description === undefined)) return `(${args.map(printInput).join(', ')})`;
  return `(\n${printMembers(args, INDENT + INDENT, printInput)}${INDENT})`;
};

const printField = ({ name, arguments: args, type, directives }: FieldDefinitionNode): string =>
  `${name.value}${printArguments(args)}: ${print(type)}${printDirectives(directives)}`;

const KEYWORDS: Readonly<Record<TypeDefinitionNode['kind'], string>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'type',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
};

const printBody = (type: TypeDefinitionNode): string => {
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return `{\n${printMembers(type.fields ?? [], INDENT, printField)}}`;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return `{\n${printMembers(type.fields ?? [], INDENT, printInput)}}`;
    case Kind.ENUM_TYPE_DEFINITION:
      return `{\n${printMembers(type.values ?? [], INDENT, (value) => `${value.name.value}${printDirectives(value.directives)}`)}}`;
    case Kind.UNION_TYPE_DEFINITION:
      return `= ${(type.types ?? []).map(print).join(' | ')}`;
    case Kind.SCALAR_TYPE_DEFINITION:
      return '';
  }
};

/** A type's own directives stand each in a line, which sets its body apart from its name. */
const onLines = (directives: readonly ConstDirectiveNode[] = []): string =>
  directives.map((directive) => `\n${INDENT}${print(directive)}`).join('');

const printType = (type: TypeDefinitionNode): string => {
  const interfaces = 'interfaces' in type ? (type.interfaces ?? []) : [];
  const implemented = interfaces.length > 0 ? ` implements ${interfaces.map(print).join(' & ')}` : '';
  const directives = onLines(type.directives);
  const body = printBody(type);
  const gap = body === '' ? '' : directives === '' ? ' ' : '\n';
  return `${printDescription(type)}${KEYWORDS[type.kind]} ${type.name.value}${implemented}${directives}${gap}${body}`;
};

/**
 * The schema in the schema definition language with every directive that stands on it, which graphql-js' `printSchema`
 * leaves out. It prints syntax trees; a type or field without one, such as federation's own, is not shown.
 */
export const printSdl = (schema: GraphQLSchema): string => {
  const extensions = schema.extensionASTNodes.map(({ directives }) => `extend schema${onLines(directives)}`);
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isSpecifiedScalarType(type) && !isIntrospectionType(type))
    .map(({ astNode }) => astNode)
    .filter((node) => node !== undefined && node !== null);
  return [...extensions, ...types.map(printType)].join('\n\n');
};
