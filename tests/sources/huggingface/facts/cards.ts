/** Cards in the shapes that labs write them, of models that do not exist. */

export const TABLE_CARD = `---
license: other
license_name: modified-mit
license_link: LICENSE
language:
- zh
- en
base_model: acme/Nova-2-Base
pipeline_tag: text-generation
tags: [conversational, moe]
model-index:
- name: Nova-2
  results:
  - dataset: { name: GPQA, config: diamond }
    metrics:
    - { type: accuracy, value: 71.5 }
    source: { name: Open Leaderboard, url: "https://example.org" }
  - dataset: { name: MMLU }
    metrics: [{ type: acc, value: "88.1%" }, { type: acc, value: n/a }]
---
<div align="center"><a href="https://nova.example/blog"><img alt="Blog" src="x.svg"></a></div>

[![Paper](badge.svg) **Technical Report**](https://arxiv.org/pdf/2501.12345v2) | [Their paper](https://example.com/other.pdf)

It uses YaRN ([paper](https://arxiv.org/abs/2309.00071)).

## 2. Model Summary

<div align="center">

| | |
|:---:|:---:|
| **Architecture** | Mixture-of-Experts (MoE) |
| **Total Parameters** | 1T |
| **Activated Parameters** | 32B |
| **Number of Layers** (Dense layer included) | 61 |
| **Number of Dense Layers** | 1 |
| **Attention Hidden Dimension** | 7168 |
| **Number of Experts** | 384 |
| **Selected Experts per Token** | 8 |
| **Context Length** | 128K |

</div>

## 3. Evaluation

<table>
<thead><tr><th>Benchmark</th><th>Metric</th><th>Nova 2</th><th>Other-4o</th></tr></thead>
<tbody>
<tr><td colspan="4">Coding</td></tr>
<tr><td>LiveCodeBench v6<br>(Aug 24)</td><td>Pass@1</td><td><strong>53.7</strong></td><td>46.9</td></tr>
<tr><td>SWE-bench Verified</td><td>Single Attempt</td><td>65.8%</td><td>72.5</td></tr>
<tr><td>Secret In-house Suite</td><td>Acc</td><td>99.9</td><td>1.0</td></tr>
<tr><td>MMLU</td><td>EM</td><td>89.5 / 90.1</td><td>88</td></tr>
</tbody>
</table>
`;

export const MODEL_TABLE_CARD = `# Nova-V3

| **Model** | **#Total Params** | **#Activated Params** | **Context Length** | **Download** |
| :--: | :--: | :--: | :--: | :--: |
| Nova-V3-Base | 670B | 36B | 64K | [HF](https://huggingface.co/acme/Nova-V3-Base) |
| Nova-V3 | 671B | 37B | 128K | [HF](https://huggingface.co/acme/Nova-V3) |

| | Benchmark (Metric) | # Shots | Other-70B | Nova-V3 |
|---|---|---|---|---|
| | Architecture | - | Dense | MoE |
| | # Activated Params | - | 70B | 37B |
| English | BBH (EM) | 3-shot | 78.8 | **87.5** |
| Math | MATH-500 | | 80 | 90.2 |

\`\`\`
@misc{nova, eprint={2412.19437}, archivePrefix={arXiv}}
\`\`\`
See also https://arxiv.org/abs/2405.04434.
`;

export const LIST_CARD = `---
license: apache-2.0
---
## Model Overview

**Nova3-30B-A3B** has the following features:
- Type: Causal Language Models
- Number of Parameters: 30.5B in total and 3.3B activated
- Number of Paramaters (Non-Embedding): 29.9B
- Number of Layers: 48
- Number of Attention Heads (GQA): 32 for Q and 4 for KV
- Number of Experts: 128
- Number of Activated Experts: 8
- Context Length: **262,144 natively**.

| Model | Download Links | Model Size | Precision |
|---|---|---|---|
| Nova3-30B-A3B | [HF](https://huggingface.co/acme/Nova3-30B-A3B) | 30B-A3B | BF16 |
| Nova3-4B | [HF](https://huggingface.co/acme/Nova3-4B) | 4B | BF16 |
`;
