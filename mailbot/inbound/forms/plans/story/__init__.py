"""A plan told in sentences: 华东孙丽12月3日升完，华南周航12月8日 → its nodes. Start reading at `told`, which leads through the rest.

1. `sentences` parts the lines into sentences of clauses, each with the label that stands before it (孙丽：…).
2. Each clause gets what it leaves to the words before it: who is 他 (`pronouns`), which month 25号 is of (`relative_days`).
3. `framing` cuts a clause that tells of several nodes (`parting`), sets aside what is none (`no_node`), finds the words that say
   who, where, by when and what (`atoms`, `names`), and makes a `Frame` of them: what the clause says by itself.
4. `joined` takes the frames of a sentence one by one (`Joining` is what they told so far) and gives `Event`s, nodes in the making:
   a day behind its deed (`gives_day`), who behind the day (`completes`), an hour or an end behind it (`spans`), 同一天, 前者 (`pointing`).
5. `carried` fills in what the events leave out when the whole mail is told: from the clauses around them (`neighbours`), from who is
   named elsewhere (`shares`), from the mail's kind (`by_kind`); what says another again goes (`repeated`), and what lacks a deed is asked.
6. `rows` writes the events as rows of the plan. Beside a table or a list `beside_lists` chooses between both, and `untaken` names
   the days and people of which nothing became a node. `words` are the words that several of these look for.
"""
