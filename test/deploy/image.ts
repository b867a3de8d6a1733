import { type ExecFileOptions, execFile } from 'node:child_process';
import { copyFile, cp, mkdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { type Instruction, readDockerfile, readIgnore, type Stage } from './dockerfile.ts';

const execute = promisify(execFile);

/** Whom a step runs as; empty: as this process does. */
export interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** What a container would be started from. Paths are on this machine. */
export interface Image {
  readonly workdir: string;
  readonly env: Record<string, string>;
  readonly user: string;
  readonly healthCheck: readonly string[];
  readonly command: readonly string[];
}

export interface Build {
  /** The folder with the Dockerfile's context. */
  readonly context: string;
  readonly dockerfile: string;
  readonly ignore: string;
  /** An empty folder, which `builder` may write to. */
  readonly folder: string;
  readonly builder: User;
  /** The environment of each `RUN`: where node and npm are, and how the registry is reached. */
  readonly environment: NodeJS.ProcessEnv;
}

const NOTHING: Image = { workdir: '/', env: {}, user: 'root', healthCheck: [], command: [] };

const jsonOf = (text: string): readonly string[] => JSON.parse(text.slice(text.indexOf('[')));

/** Goes through the steps of a Dockerfile without an engine: each stage has a folder of its own in place of `/`. */
class Builder {
  readonly #build: Build;
  readonly #options: ExecFileOptions;

  constructor(build: Build) {
    this.#build = build;
    this.#options = { ...build.builder, env: build.environment, maxBuffer: 2 ** 26 };
  }

  async stage(stage: Stage, index: number): Promise<Image> {
    const root = this.#rootOf(stage.name ?? String(index));
    let image = { ...NOTHING, workdir: root };
    for (const instruction of stage.instructions) image = await this.#step(image, instruction, root);
    return image;
  }

  #rootOf(name: string): string {
    return join(this.#build.folder, 'stages', name);
  }

  async #step(image: Image, { name, rest }: Instruction, root: string): Promise<Image> {
    switch (name) {
      case 'WORKDIR': {
        const workdir = join(root, rest);
        await execute('mkdir', ['-p', workdir], this.#options);
        return { ...image, workdir };
      }
      case 'COPY':
        await this.#copy(image, rest.split(/ +/), root);
        return image;
      case 'RUN':
        await execute('sh', ['-c', rest], { ...this.#options, cwd: image.workdir });
        return image;
      case 'ENV': {
        const pairs = [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]);
        return { ...image, env: { ...image.env, ...Object.fromEntries(pairs) } };
      }
      case 'USER':
        return { ...image, user: rest };
      case 'HEALTHCHECK':
        return { ...image, healthCheck: jsonOf(rest) };
      case 'CMD':
        return { ...image, command: jsonOf(rest) };
      case 'EXPOSE':
        return image;
      default:
        throw new Error(`The tests do not know what ${name} does.`);
    }
  }

  /** A folder's content goes into the target; a file becomes it, or goes into it where it ends with `/`. */
  async #copy({ workdir }: Image, words: readonly string[], root: string): Promise<void> {
    const [, from] = /^--from=(\w+)$/.exec(words[0] ?? '') ?? [];
    const [to = '', ...names] = words.slice(from === undefined ? 0 : 1).toReversed();
    const target = isAbsolute(to) ? join(root, to) : `${workdir}/${to}`;
    for (const name of names.toReversed()) {
      const source = join(from === undefined ? join(this.#build.folder, 'context') : this.#rootOf(from), name);
      const isFolder = (await stat(source)).isDirectory();
      const into = isFolder || !to.endsWith('/') ? target : join(target, basename(name));
      if (isFolder) await execute('mkdir', ['-p', into], this.#options);
      await execute('cp', ['-RP', isFolder ? `${source}/.` : source, into], this.#options);
    }
  }
}

/** Makes what the Dockerfile says, step by step, and gives what its last stage would start. */
export const buildImage = async (build: Build): Promise<Image> => {
  const context = join(build.folder, 'context');
  for (const name of readIgnore(build.ignore)) {
    await cp(join(build.context, name), join(context, name), { recursive: true, verbatimSymlinks: true });
  }
  const builder = new Builder(build);
  let image = NOTHING;
  for (const [index, stage] of readDockerfile(build.dockerfile).entries()) image = await builder.stage(stage, index);
  return image;
};

/** A Node for other users too, in place of the base image's: what runs the tests may lie where only root can look. */
export const installNode = async (folder: string): Promise<string> => {
  await mkdir(folder);
  await copyFile(process.execPath, join(folder, 'node'));
  return folder;
};
