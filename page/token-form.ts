import { element } from './element.ts';

export interface TokenForm {
  /** Asks for a token, above GraphiQL. */
  readonly show: (why: string) => void;
  /** With the token that was given last, if any. It is kept nowhere but here. */
  readonly headers: () => Readonly<Record<string, string>>;
}

/** @param given a token was given: what failed without one can be tried again */
export const createTokenForm = (root: Element, given: () => void): TokenForm => {
  let token = '';
  const input = element('input', { type: 'password', name: 'token', autocomplete: 'off', spellcheck: 'false' });
  const why = element('p', {});
  const form = element(
    'form',
    { class: 'token', role: 'alert' },
    why,
    element('label', {}, 'Token: ', input),
    element('button', { type: 'submit' }, 'Use it'),
    element(
      'p',
      { class: 'note' },
      'It is kept until this page is closed. Or write it under Headers, below the operation: ',
      element('code', {}, '{ "authorization": "Bearer …" }'),
      ', and fetch the schema again by the arrows on the left.',
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    token = input.value.trim();
    form.remove();
    given();
  });
  return {
    show: (reason) => {
      why.textContent = `This gateway wants to know who asks. ${reason}`;
      if (!form.isConnected) root.before(form);
    },
    headers: () => (token === '' ? {} : { authorization: `Bearer ${token}` }),
  };
};
