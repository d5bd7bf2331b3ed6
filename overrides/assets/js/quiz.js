/* Interactive quizzes: choose or put in order, check, read why, see the score, try again.

   Nothing is stored or sent here; the event `kb-quiz-finished` says that the last question has been
   checked. Without this script the options are plain text and the answers are in `details`; with it
   these stay hidden until the question has been checked. */

import { fill, make } from "./interface.js";

const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

/** Makes one question interactive; returns { right: null until checked, reset, focus }. */
function question(root, name, words, checked) {
  const list = root.querySelector(".kb-question__options");
  const written = [...list.children];
  const answers = [...root.querySelectorAll("[data-answer]")];
  const ordered = root.dataset.kind === "order";
  const check = part(root, "check");
  const verdict = part(root, "verdict");
  const details = root.querySelector("details");
  const said = check.querySelector("[role=status]");
  const inputs = [...list.querySelectorAll("input")];
  const self = { right: null, reset, focus: () => list.querySelector("input, button:enabled").focus() };

  const answerTo = (option) => answers[option.dataset.option - 1];
  const isRight = (option, index) =>
    ordered ? Number(option.dataset.option) === index + 1 : answerTo(option).matches(".kb-right");

  /** Disables the buttons that lead past the ends of the list, or all once the answer is given. */
  function limit() {
    for (const button of list.querySelectorAll("[data-move]")) {
      const end = button.dataset.move < 0 ? list.firstElementChild : list.lastElementChild;
      button.disabled = self.right !== null || end.contains(button);
    }
  }

  function move(button) {
    const option = button.closest("li");
    // The neighbour moves, so that the button pressed keeps the focus.
    if (button.dataset.move < 0) option.after(option.previousElementSibling);
    else option.before(option.nextElementSibling);
    limit();
    if (button.disabled) option.querySelector("button:enabled").focus();
    const place = [...list.children].indexOf(option) + 1;
    const text = option.querySelector(".kb-option").textContent;
    said.textContent = fill(words.moved, { text, place, all: written.length });
  }

  function answer() {
    const options = [...list.children];
    const chosen = ordered ? options : options.filter((one) => one.querySelector("input").checked);
    if (!chosen.length) {
      said.textContent = words.choose;
      return;
    }
    const missed = options.some((one, index) => isRight(one, index) && !chosen.includes(one));
    const wrong = chosen.some((one) => !isRight(one, options.indexOf(one)));
    self.right = !missed && !wrong;
    mark(options, chosen);
    reveal(self.right ? "right" : wrong ? "wrong" : "partly");
    checked();
  }

  /** Shows which options are right, and beside the explanations what was chosen. */
  function mark(options, chosen) {
    for (const [index, option] of options.entries()) {
      const right = isRight(option, index);
      const isChosen = chosen.includes(option);
      option.classList.toggle("kb-option--right", right);
      option.classList.toggle("kb-option--wrong", !right && isChosen);
      if (!isChosen || (ordered && right)) continue;
      const note = fill(ordered ? words.yoursAt : words.yours, { place: index + 1 });
      answerTo(option).querySelector("strong").after(make("em", { class: "kb-yours" }, ` — ${note}`));
    }
    for (const input of inputs) input.disabled = true;
    limit();
  }

  function reveal(outcome) {
    verdict.textContent = words[outcome];
    verdict.dataset.outcome = outcome;
    verdict.hidden = false;
    check.hidden = true;
    details.hidden = false;
    details.open = true;
    verdict.focus(); // a screen reader reads it; the explanations come next
  }

  function reset() {
    self.right = null;
    list.append(...written);
    for (const option of written) option.classList.remove("kb-option--right", "kb-option--wrong");
    for (const note of root.querySelectorAll(".kb-yours")) note.remove();
    for (const input of inputs) {
      input.disabled = input.checked = input.hidden = false;
      input.name = name;
    }
    for (const moves of list.querySelectorAll(".kb-moves")) moves.hidden = false;
    limit();
    said.textContent = "";
    verdict.hidden = true;
    check.hidden = false;
    details.hidden = true;
    details.open = false;
  }

  root.setAttribute("role", "group");
  root.setAttribute("aria-label", root.querySelector(".kb-question__text").textContent);
  check.querySelector("button").addEventListener("click", answer);
  list.addEventListener("click", ({ target }) => target.closest("[data-move]") && move(target.closest("[data-move]")));
  list.addEventListener("change", () => (said.textContent = ""));
  reset();
  return self;
}

for (const [number, quiz] of [...document.querySelectorAll("[data-quiz]")].entries()) {
  const end = part(quiz, "end");
  const score = end.querySelector("[role=status]");
  const retry = end.querySelector("button");
  const questions = [...quiz.querySelectorAll("[data-question]")].map((root, index) =>
    question(root, `kb-quiz-${number}-${index}`, quiz.dataset, () => {
      if (questions.some((one) => one.right === null)) return;
      const right = questions.filter((one) => one.right).length;
      score.textContent = fill(quiz.dataset.score, { right, all: questions.length });
      const detail = { right, all: questions.length }; // a course counts it (course.js)
      quiz.dispatchEvent(new CustomEvent("kb-quiz-finished", { bubbles: true, detail }));
      retry.hidden = false;
    }),
  );
  retry.addEventListener("click", () => {
    for (const one of questions) one.reset();
    score.textContent = "";
    questions[0].focus(); // before the button is hidden, so that the keyboard focus is not lost
    retry.hidden = true;
  });
  end.hidden = false;
}
